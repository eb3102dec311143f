import { reportAndExit } from "../constructs/core/failure";
import { planReportCommand } from "./delivery/report/command";

// `npm run plan-report`: see docs/operations/delivery.md.
planReportCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
