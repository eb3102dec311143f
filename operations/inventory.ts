import { reportAndExit } from "../constructs/core/failure";
import { inventoryCommand } from "./inventory/command";

// `npm run inventory`: see docs/operations/enterprise-audit.md.
inventoryCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
