import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { StrataError } from "../../constructs/core/errors";
import { type ServerAnswer, type ServerOrder } from "./provider/server";

/** The set that serves whichever stack has none of its own. */
export const EVERY_STACK = "*";

/** The stand-in providers, running as a process of their own. */
export interface RehearsalProviders {
  /** Variables under which Terraform, for a set, talks to the stand-ins instead of installing providers. */
  readonly environmentOf: (set: string) => Readonly<Record<string, string>>;
  /** Peak memory of the process in MiB so far, or undefined where the system does not tell. */
  readonly peakMebibytes: () => number | undefined;
  /** Ends the process and waits until it is gone. Idempotent. */
  readonly stop: () => Promise<void>;
}

const ROOT = path.join(__dirname, "../..");
const SERVER = path.join(__dirname, "provider/server.ts");
const ADDRESS: Readonly<Record<string, string>> = {
  aws: "registry.terraform.io/hashicorp/aws",
  random: "registry.terraform.io/hashicorp/random",
};

/**
 * Starts the stand-ins for the providers of the given types, for each set on ports of its own.
 *
 * They run apart from this process because Terraform, when it cannot reach an attached provider, kills the process id
 * that it was told.
 *
 * @throws StrataError when a provider has no stand-in, or when the server does not come up
 */
export async function startProviders(sets: ServerOrder["sets"]): Promise<RehearsalProviders> {
  for (const provider of new Set(Object.values(sets).flatMap((types) => Object.keys(types)))) {
    if (!(provider in ADDRESS)) {
      throw new StrataError(
        `rehearsal: must only meet providers that it stands in for (${Object.keys(ADDRESS).join(", ")}), got ${provider}; add its bindings and address to operations/rehearsal`,
      );
    }
  }
  const child = spawn(process.execPath, ["--require", path.join(ROOT, "register.cjs"), SERVER], {
    stdio: ["pipe", "pipe", "pipe"],
    // Out of reach of a Ctrl-C in the terminal: Terraform needs its providers to stop in order.
    detached: true,
  });
  const gone = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  child.stdin.on("error", () => undefined);
  child.stdin.write(`${JSON.stringify({ sets } satisfies ServerOrder)}\n`);
  const { ports } = await answer(child);
  return {
    environmentOf: (set) => ({
      TF_REATTACH_PROVIDERS: JSON.stringify(
        attachments(ports[set] ?? ports[EVERY_STACK] ?? {}, child.pid ?? 0),
      ),
    }),
    peakMebibytes: () => peakMebibytes(child.pid ?? 0),
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

function attachments(ports: Readonly<Record<string, number>>, pid: number): object {
  return Object.fromEntries(
    Object.entries(ports).map(([provider, port]) => [
      ADDRESS[provider] ?? provider,
      // `Test` tells Terraform that the process is not its own to end.
      {
        Protocol: "grpc",
        ProtocolVersion: 5,
        Pid: pid,
        Test: true,
        Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
      },
    ]),
  );
}

function answer(child: ChildProcess): Promise<ServerAnswer> {
  return new Promise((resolve, reject) => {
    let said = "";
    let complained = "";
    child.stderr?.on("data", (chunk: Buffer) => (complained += chunk.toString()));
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("\n")) {
        resolve(JSON.parse(said) as ServerAnswer);
      }
    });
    child.once("close", (code) => {
      reject(
        new StrataError(
          `rehearsal: the stand-in providers must start, got exit code ${String(code)}: ${complained.trim()}`,
        ),
      );
    });
  });
}

function peakMebibytes(pid: number): number | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  } catch {
    return undefined;
  }
}
