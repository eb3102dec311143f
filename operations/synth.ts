import { reportAndExit } from "../constructs/core/failure";
import { synthesize } from "../systems/synthesis";
import { synthSummary } from "./synth-summary";

// `npm run synth`: what `cdktf synth` does, in a fraction of its time, with a table of what came out.
synthesize(process.env)
  .then((synthesis) => process.stdout.write(`${synthSummary(synthesis)}\n`))
  .catch(reportAndExit);
