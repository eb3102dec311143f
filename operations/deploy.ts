import { reportAndExit } from "../constructs/core/failure";
import { deployCommand } from "./delivery/deploy/command";

// `npm run deploy -- --environment dev`: see docs/operations/delivery.md.
deployCommand("deploy", process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
