import type { SynthesizedStack } from "../workspace";

/** The README of an environment's workspaces. */
export function workspacesReadme(
  system: string,
  environment: string,
  stacks: readonly SynthesizedStack[],
): string {
  const rows = stacks.map(({ name, layer, dependencies }) => {
    const after = dependencies.length > 0 ? ` (after ${dependencies.join(", ")})` : "";
    return `1. \`${layer}\`, the stack \`${name}\`${after}`;
  });
  return `# ${system} ${environment}: Terraform workspaces

One folder is one workspace: Terraform in JSON, with its remote state in S3. They were generated; change the code that
generates them, not these files. In the order of deployment:

${rows.join("\n")}

## Terraform

\`\`\`
terraform -chdir=<layer> init
terraform -chdir=<layer> plan
\`\`\`

Credentials of the environment's account and Terraform 1.11 or later are needed. A workspace that reads another's
outputs can be planned once that one is deployed.

## Other tools

\`\`\`
checkov --directory . --framework terraform           # security and compliance
infracost breakdown --path <layer>                    # cost
cd <layer> && tflint --init && tflint                 # mistakes that a plan does not find
\`\`\`
`;
}
