import fs from "node:fs";
import path from "node:path";
import { plainText } from "../../state/explain";
import { runTerraform, type Terraform } from "../../terraform/run";
import { parsePlan, type PlanReading } from "./terraform-plan";

type Variables = Readonly<Record<string, string | undefined>>;

/** Where `cdktf diff` leaves the plan of a workspace. */
export const PLAN_FILE = "plan";

/**
 * Reads a plan file by `terraform show -json`.
 *
 * @param directory - the initialized workspace
 * @param file - the plan, relative to the workspace
 */
export async function readPlan(
  directory: string,
  file: string,
  variables: Variables,
  terraform: Terraform = runTerraform,
): Promise<PlanReading> {
  const place = path.join(directory, file);
  if (!fs.existsSync(place)) {
    return { fault: `there is no plan at ${place}` };
  }
  if (fs.statSync(place).size === 0) {
    return { fault: `the plan at ${place} is empty` };
  }
  const { exitCode, stdout, stderr } = await terraform(["show", "-json", file], { directory, variables });
  if (exitCode !== 0) {
    const why = stderr.includes("Failed to read the given file")
      ? "it is no plan of Terraform, or was cut off"
      : plainText(stderr).trim();
    return { fault: `the plan at ${place} cannot be read: ${why}` };
  }
  return parsePlan(stdout);
}
