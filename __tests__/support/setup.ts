// Keeps cdktf and Terraform quiet and offline, whatever the developer's shell says.
process.env["CI"] = "1";
process.env["CHECKPOINT_DISABLE"] = "1";
