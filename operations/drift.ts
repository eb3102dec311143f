import { reportAndExit } from "../constructs/core/failure";
import { driftCommand } from "./delivery/drift/command";

// `npm run drift`: see docs/operations/delivery.md.
driftCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
