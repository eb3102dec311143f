import { reportAndExit } from "../constructs/core/failure";
import { decisionsCommand } from "./decisions/command";

// `npm run decisions`: see docs/decisions.md.
decisionsCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
