import { reportAndExit } from "../constructs/core/failure";
import { checkovCommand } from "./checkov/command";

// `npm run checkov`: see docs/guardrails.md.
checkovCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
