import { reportAndExit } from "./constructs/core/failure";
import { synthesize } from "./systems/synthesis";

// What `cdktf synth`, `diff`, `deploy` and `destroy` run: SYSTEM and ENVIRONMENTS choose, systems/ composes.
synthesize(process.env).catch(reportAndExit);
