import { reportAndExit } from "../constructs/core/failure";
import { deployCommand } from "./delivery/deploy/command";

// `npm run verify-plan -- --environment dev`: see docs/operations/delivery.md.
deployCommand("verify-plan", process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
