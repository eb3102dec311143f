import { setImmediate } from "node:timers/promises";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { handleUnaryCall, ServiceDefinition, UntypedHandleCall } from "@grpc/grpc-js";
import { providerSchema } from "../schema/provider-schema";
import type { TypeReference } from "../schema/types";
import { providerHandlers } from "./service";
import type { Handlers, Implementation } from "./protocol";
import { providerService } from "./protocol";

/** What the parent writes to the server's standard input, as one line of JSON. */
export interface ServerOrder {
  /** The types in use by provider, for each set of workspaces that is served apart. */
  readonly sets: Readonly<Record<string, TypesByProvider>>;
}

/** The types in use of each provider. */
export type TypesByProvider = Readonly<Record<string, readonly TypeReference[]>>;

/** What the server answers on its standard output, as one line of JSON, once every provider listens. */
export interface ServerAnswer {
  /** The port on 127.0.0.1 by provider, for each set. */
  readonly ports: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const LARGEST_MESSAGE = 256 * 1024 * 1024;

/**
 * Serves stand-ins for the given providers, each on a port of its own, and says so on standard output. Sets are served
 * apart because Terraform reads every schema that it is offered, in every command.
 *
 * Run as a child process: it ends when its standard input does, so that it never outlives a parent that was killed.
 */
async function main(): Promise<void> {
  const { sets } = JSON.parse(await firstLine()) as ServerOrder;
  const ports: Record<string, Record<string, number>> = {};
  // One for all: what protobufjs compiles for one provider is warm for the next.
  const service = providerService();
  const served: Handlers[] = [];
  for (const [set, types] of Object.entries(sets)) {
    const own: Record<string, number> = {};
    for (const [provider, references] of Object.entries(types)) {
      const handlers = providerHandlers(providerSchema(provider, references));
      own[provider] = await serve(service, handlers);
      served.push(handlers);
    }
    ports[set] = own;
  }
  process.stdout.write(`${JSON.stringify({ ports } satisfies ServerAnswer)}\n`);
  for (const handlers of served) {
    await setImmediate();
    encodeSchema(service, handlers);
  }
}

/** Encodes the answer that every command asks for first, while Terraform still initializes and asks for nothing. */
function encodeSchema(service: ServiceDefinition, { GetSchema: answer }: Handlers): void {
  if (answer) {
    service["GetSchema"]?.responseSerialize(answer({} as never, ""));
  }
}

function serve(service: ServiceDefinition, handlers: Handlers): Promise<number> {
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  server.addService(service, implementation(handlers));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) {
        resolve(port);
      } else {
        reject(error);
      }
    });
  });
}

function implementation(handlers: Handlers): Implementation {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, unary(handler) as UntypedHandleCall]),
  );
}

// An exception must reach Terraform as an error of this call: an unanswered call would hang the run.
function unary(handler: Handlers[string]): handleUnaryCall<never, object> {
  return (call, callback) => {
    try {
      callback(null, handler(call.request, call.getPeer()));
    } catch (error) {
      callback({
        code: status.INTERNAL,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  };
}

function firstLine(): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    process.stdin.setEncoding("utf8");
    process.stdin.on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("\n")) {
        resolve(text.slice(0, text.indexOf("\n")));
      }
    });
    process.stdin.on("end", () => process.exit(0));
  });
}

// A Ctrl-C goes to the whole group; the parent still needs its providers to let Terraform finish and release its lock.
process.on("SIGINT", () => undefined);

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
