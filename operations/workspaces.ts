import { reportAndExit } from "../constructs/core/failure";
import { workspacesCommand } from "./delivery/workspaces/command";

// `npm run workspaces`: see docs/operations/delivery.md.
workspacesCommand((text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
