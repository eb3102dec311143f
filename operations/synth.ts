import { reportAndExit } from "../constructs/core/failure";
import { synthesize } from "../systems/synthesis";
import { addToJobSummary } from "./delivery/files";
import { otherChoicesText, synthSummary } from "./synth-summary";

// `npm run synth`: what `cdktf synth` does, in a fraction of its time, with a table of what came out.
synthesize(process.env)
  .then((synthesis) => {
    process.stdout.write(`${synthSummary(synthesis)}\n`);
    // Whoever reviews a pull request finds what is chosen otherwise in the summary of its run.
    const choices = otherChoicesText(synthesis.outdir);
    if (choices !== "") {
      addToJobSummary(choices, process.env);
    }
  })
  .catch(reportAndExit);
