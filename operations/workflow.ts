import { reportAndExit } from "../constructs/core/failure";
import { workflowCommand } from "./workflows/command";

// `npm run workflow -- <step>`: what the workflows of GitHub Actions ask of the registry, see docs/operations/github.md.
workflowCommand(process.env, {
  print: (line) => process.stdout.write(`${line}\n`),
  notice: (line) => process.stderr.write(`::notice::${line}\n`),
})
  .parseAsync()
  .catch(reportAndExit);
