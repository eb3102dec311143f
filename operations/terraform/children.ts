import type { ChildProcess } from "node:child_process";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const running = new Map<ChildProcess, NodeJS.Signals | undefined>();

/**
 * Passes signals on to a child until it has ended, and ends it with this process.
 *
 * Terraform that is asked to stop finishes what it is making, writes the state and releases its lock; so the child is
 * waited for, and our process must not die before it. A second Ctrl-C reaches Terraform as its second, too.
 *
 * @returns a function to call when the child has ended; it returns the signal that was passed on, if one was
 */
export function guardChild(child: ChildProcess): () => NodeJS.Signals | undefined {
  if (running.size === 0) {
    SIGNALS.forEach((signal) => process.on(signal, passOn));
    process.on("exit", endAll);
  }
  running.set(child, undefined);
  return () => {
    const signal = running.get(child);
    running.delete(child);
    if (running.size === 0) {
      SIGNALS.forEach((name) => process.off(name, passOn));
      process.off("exit", endAll);
    }
    return signal;
  };
}

function passOn(signal: NodeJS.Signals): void {
  for (const child of running.keys()) {
    running.set(child, signal);
    // Terraform knows SIGINT and SIGTERM as requests to stop in order; SIGHUP would kill it outright.
    child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
  }
}

function endAll(): void {
  for (const child of running.keys()) {
    child.kill("SIGTERM");
  }
}
