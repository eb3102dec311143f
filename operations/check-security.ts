import { reportAndExit } from "../constructs/core/failure";
import { checkSecurityCommand } from "./security/command";

// `npm run check-security`: see docs/operations/enterprise-security.md.
checkSecurityCommand(process.env, (text) => {
  process.stdout.write(`${text}\n`);
})
  .parseAsync()
  .catch(reportAndExit);
