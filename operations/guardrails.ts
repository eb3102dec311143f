import { reportAndExit } from "../constructs/core/failure";
import { guardRailsCommand } from "./guardrails/command";

// `npm run guardrails`: see docs/guardrails.md.
guardRailsCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
