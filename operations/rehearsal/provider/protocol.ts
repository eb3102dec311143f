import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServiceDefinition, UntypedHandleCall } from "@grpc/grpc-js";
import { parse } from "protobufjs";
import type { Method } from "protobufjs";

/** A value on the wire: Terraform always sends and expects msgpack. */
export interface DynamicValue {
  /** The encoded value. */
  readonly msgpack?: Uint8Array;
}

/** One step of a path into a value. */
export type PathStep =
  | { readonly attribute_name: string }
  | { readonly element_key_string: string }
  | { readonly element_key_int: number };

/** A message that Terraform shows to its user. */
export interface Diagnostic {
  /** 1 is an error, 2 a warning. */
  readonly severity: 1 | 2;
  /** What is wrong, in a few words. */
  readonly summary: string;
  /** The whole explanation. */
  readonly detail: string;
  /** The way to the value that is meant. */
  readonly attribute?: { readonly steps: readonly PathStep[] };
}

/** The methods of the protocol, each from request to response, both plain objects in the protocol's spelling. */
export type Handlers = Readonly<Record<string, (request: never, peer: string) => object>>;

/** The gRPC service that Terraform calls, with messages encoded as `tfplugin5.proto` describes. */
export function providerService(): ServiceDefinition {
  const text = readFileSync(join(__dirname, "tfplugin5.proto"), "utf8");
  const { root } = parse(text, { keepCase: true });
  const service = root.lookupService("tfplugin5.Provider");
  return Object.fromEntries(service.methodsArray.map((method) => [method.name, methodDefinition(method)]));
}

/** The shape in which grpc-js wants the handlers of {@link providerService}. */
export type Implementation = Record<string, UntypedHandleCall>;

function methodDefinition(method: Method): ServiceDefinition[string] {
  method.resolve();
  const request = method.resolvedRequestType;
  const response = method.resolvedResponseType;
  if (request === null || response === null) {
    throw new TypeError(`${method.name} names a message that tfplugin5.proto lacks`);
  }
  return {
    path: `/tfplugin5.Provider/${method.name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: (value: object) => Buffer.from(request.encode(value).finish()),
    requestDeserialize: (bytes: Buffer) =>
      request.toObject(request.decode(bytes), { longs: Number, bytes: Buffer, defaults: true }),
    responseSerialize: (value: object) => kept(value, () => Buffer.from(response.encode(value).finish())),
    responseDeserialize: (bytes: Buffer) =>
      response.toObject(response.decode(bytes), { longs: Number, bytes: Buffer }),
  };
}

const encoded = new WeakMap<object, Buffer>();

// Terraform asks for the schema in every command: the same answer is encoded once.
function kept(value: object, encode: () => Buffer): Buffer {
  const bytes = encoded.get(value) ?? encode();
  encoded.set(value, bytes);
  return bytes;
}
