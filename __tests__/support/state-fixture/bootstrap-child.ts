// Runs a bootstrap that kills itself: `bootstrap-child.ts <workspace.json> <directory>`, with KILL_BEFORE="state push"
// in front of the first Terraform command that starts so, or with KILL_BEFORE="step:clean-up" in front of a step.
import fs from "node:fs";
import { bootstrap } from "../../../operations/bootstrap/bootstrap";
import type { Workspace } from "../../../operations/bootstrap/workspace";
import { runTerraform } from "../../../operations/terraform/run";
import { FIXTURE } from "./environment";

const [, , file = "", directory = ""] = process.argv;
const fatal = process.env["KILL_BEFORE"] ?? "never";

function dieAt(place: string): void {
  if (place.startsWith(fatal)) {
    process.kill(process.pid, "SIGKILL");
  }
}

bootstrap({
  environment: FIXTURE,
  stack: "state-dev",
  workspace: JSON.parse(fs.readFileSync(file, "utf8")) as Workspace,
  directory,
  adopt: false,
  variables: process.env,
  terraform: (command, options) => {
    dieAt(command.join(" "));
    return runTerraform(command, options);
  },
  onStep: (step) => {
    dieAt(`step:${step}`);
  },
}).catch(() => process.exit(1));
