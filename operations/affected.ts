import { reportAndExit } from "../constructs/core/failure";
import { affectedCommand } from "./delivery/affected/command";

// `npm run affected -- --base origin/main`: see docs/operations/delivery.md.
affectedCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
