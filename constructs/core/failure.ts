import { StrataError } from "./errors";

/**
 * Prints why a command failed and ends the process with exit code 1. An error that the reader can mend is its message
 * alone; anything else, and everything under `--verbose`, comes with its trace.
 */
export function reportAndExit(error: unknown): never {
  process.stderr.write(`${failureText(error, process.argv.includes("--verbose"))}\n`);
  process.exit(1);
}

/** The text that {@link reportAndExit} prints. */
export function failureText(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const readable = error instanceof StrataError || error.message.startsWith("Validation failed");
  return readable && !verbose ? error.message : (error.stack ?? error.message);
}
