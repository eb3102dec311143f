import { App } from "cdktf";
import { serverlessWeb } from "../systems/serverless-web/system";
import { composeEnvironment } from "../systems/build";
import { validConfigs } from "../systems/validation";
import { forAnyConfig } from "../systems/registry";

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
const app = new App({ outdir, stackTraces: false });
for (const valid of Object.values(validConfigs(system, {}))) {
  composeEnvironment(app, system, valid);
}
app.synth();
