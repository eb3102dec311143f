import { ProblemsError } from "../../constructs/core/errors";
import { runTerraform, terraformBinary } from "../terraform/run";

/** Terraform 1.11 brought write-only arguments, which the stacks use for secrets. */
const LEAST: readonly [number, number] = [1, 11];

/**
 * Checks that there is a Terraform that understands the workspaces.
 *
 * @throws ProblemsError when it is missing, too old or does not tell its version
 */
export async function requireTerraform(
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { stdout } = await runTerraform(["version", "-json"], { directory, variables });
  const version = versionOf(stdout);
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  // OpenTofu counts differently and is left to the user.
  const isTerraform = terraformBinary(variables).endsWith("terraform");
  if (
    version === undefined ||
    (isTerraform && (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])))
  ) {
    throw new ProblemsError([
      {
        path: terraformBinary(variables),
        rule: `must be version ${LEAST.join(".")} or later`,
        got: version,
        fix: "install it from https://developer.hashicorp.com/terraform/install, or name another by TERRAFORM_BINARY_NAME",
      },
    ]);
  }
}

function versionOf(json: string): string | undefined {
  try {
    return (JSON.parse(json) as { readonly terraform_version?: string }).terraform_version;
  } catch {
    return undefined;
  }
}
