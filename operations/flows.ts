import { reportAndExit } from "../constructs/core/failure";
import { flowsCommand } from "./flows/command";

// `npm run flows`: see docs/flows.md.
flowsCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
