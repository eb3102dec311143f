import pc from "picocolors";
import { type Phase, type PhaseResult } from "./phases";

/** What a rehearsal tells while it works. */
export interface Progress {
  /** A line about the rehearsal as a whole. */
  readonly say: (text: string) => void;
  /** A step of a stack has begun. */
  readonly begin: (stack: string, phase: Phase) => void;
  /** A step of a stack has ended. */
  readonly end: (stack: string, result: PhaseResult) => void;
  /** Removes what stands for the moment only. */
  readonly close: () => void;
}

/** Tells nothing. */
export const SILENT: Progress = {
  say: () => undefined,
  begin: () => undefined,
  end: () => undefined,
  close: () => undefined,
};

/** As much of a stream as progress needs. */
export interface Screen {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  /** Its width in characters. */
  readonly columns?: number;
  /** Puts text on it. */
  readonly write: (text: string) => unknown;
}

/**
 * Tells a line for every step that ended and, on a terminal, a last line with what is under way.
 */
export function progressOn(screen: Screen): Progress {
  const running = new Map<string, Phase>();
  const isLive = screen.isTTY === true;
  const colours = pc.createColors(isLive);
  const wipe = (): void => {
    if (isLive) {
      screen.write("\r\x1b[K");
    }
  };
  const draw = (): void => {
    if (isLive && running.size > 0) {
      const text = [...running].map(([stack, phase]) => `${stack} ${phase}`).join(", ");
      screen.write(colours.dim(`… ${text}`.slice(0, (screen.columns ?? 80) - 1)));
    }
  };
  const line = (text: string): void => {
    wipe();
    screen.write(`${text}\n`);
    draw();
  };
  return {
    say: line,
    begin: (stack, phase) => {
      running.set(stack, phase);
      wipe();
      draw();
    },
    end: (stack, result) => {
      running.delete(stack);
      line(lineOf(stack, result, colours));
    },
    close: () => {
      running.clear();
      wipe();
    },
  };
}

function lineOf(
  stack: string,
  { phase, ok, seconds, note, error }: PhaseResult,
  { green, red }: Pick<typeof pc, "green" | "red">,
): string {
  const mark = ok ? green("ok  ") : red("FAIL");
  const said = error === undefined ? (note ?? "") : `\n${indented(error)}`;
  return `${mark} ${stack.padEnd(24)} ${phase.padEnd(9)} ${seconds.toFixed(2).padStart(6)} s  ${said}`.trimEnd();
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((row) => `     ${row}`)
    .join("\n");
}
