import { reportAndExit } from "../constructs/core/failure";
import { planCommand } from "./delivery/plan/command";

// `npm run plan -- network-dev`: see docs/operations/delivery.md.
planCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
