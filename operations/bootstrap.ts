import { reportAndExit } from "../constructs/core/failure";
import { bootstrapCommandLine } from "./bootstrap/command";

// `npm run bootstrap -- <environment>`: see docs/operations/remote-state.md.
bootstrapCommandLine(process.env, (line) => {
  process.stdout.write(`${line}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
