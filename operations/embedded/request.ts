import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

/** The services that the embedded servers stand in for. */
export type Service = "s3" | "dynamodb" | "sts";

/** A request that reached an embedded server, read to its end. */
export interface ReceivedRequest {
  /** The service that it was sent to. */
  readonly service: Service;
  /** HTTP method. */
  readonly method: string;
  /** Path and query as sent: `/bucket/key?x-id=PutObject`. */
  readonly url: string;
  /** Headers, names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The whole body. */
  readonly body: Buffer;
}

/** Answers an HTTP request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Reads a request to its end.
 *
 * The servers behind would meet a client that dies half-way with an exception that nobody catches, so they are given
 * whole requests only.
 *
 * @returns nothing when the client went away
 */
export async function receive(
  service: Service,
  request: IncomingMessage,
): Promise<ReceivedRequest | undefined> {
  const { method = "GET", url = "/", headers } = request;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    return { service, method, url, headers, body: Buffer.concat(chunks) };
  } catch {
    return undefined;
  }
}

/** Hands a request that was read to its end to the server that shall answer it. */
export function replay(
  original: IncomingMessage,
  { body }: ReceivedRequest,
  handler: Handler,
  to: ServerResponse,
): void {
  const { method, url, headers, rawHeaders, httpVersion, socket } = original;
  const stand = Object.assign(Readable.from(body.length > 0 ? [body] : [], { objectMode: false }), {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    socket,
  });
  handler(stand as unknown as IncomingMessage, to);
}
