import { StrataError } from "../../constructs/core/errors";

/** Watches for requests to stop. */
export interface Interruption {
  /** @throws StrataError when a request came */
  readonly check: () => void;
  /** Resolves when a request comes. */
  readonly wait: () => Promise<void>;
  /** Stops watching. */
  readonly release: () => void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Keeps a signal from ending the process at once, so that everything that was started can be ended in order. */
export function interruption(): Interruption {
  let received: NodeJS.Signals | undefined;
  let notify: () => void = () => undefined;
  const came = new Promise<void>((resolve) => {
    notify = resolve;
  });
  const receive = (signal: NodeJS.Signals): void => {
    received = signal;
    notify();
  };
  SIGNALS.forEach((signal) => process.on(signal, receive));
  return {
    check: () => {
      if (received !== undefined) {
        throw new StrataError(`rehearsal: was ended by ${received}; nothing was left behind`);
      }
    },
    wait: () => came,
    release: () => {
      SIGNALS.forEach((signal) => process.off(signal, receive));
    },
  };
}
