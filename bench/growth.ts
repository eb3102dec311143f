import { withoutCreationStacks } from "../constructs/core/creation-stacks";
import { forAnyConfig } from "../systems/registry";
import { serverlessWeb } from "../systems/serverless-web/system";
import { writeWorkspaces } from "../systems/workspaces";

// Synthesizes the default system with many environments: `node run.cjs bench/growth.ts <count> <outdir>`.
// Each is dev with a name and an account of its own, through the same validation and composition as the real ones.
const [count = "1", outdir = "cdktf.out"] = process.argv.slice(2);
const { dev } = serverlessWeb.environments;
if (!dev) {
  throw new Error("serverless-web has no environment dev to multiply");
}

const environments = Object.fromEntries(
  Array.from({ length: Number(count) }, (_, index) => [
    `env${String(index)}`,
    { ...dev, environment: { ...dev.environment, account: String(100_000_000_000 + index) } },
  ]),
);
const system = forAnyConfig({ ...serverlessWeb, environments });
withoutCreationStacks(() => {
  writeWorkspaces({ system, environments: Object.keys(environments) }, { outdir, variables: {} });
});
