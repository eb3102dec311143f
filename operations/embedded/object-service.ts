import fs from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import S3rver from "s3rver";
import { answerS3Error } from "./answer";
import { isSignedWithKnownKey, signedHeaders } from "./credentials";
import { listenOnLoopback, type Loopback } from "./loopback";
import { type ReceivedRequest, receive, replay } from "./request";

/** Objects in buckets, as far as Terraform's state needs them. */
export interface ObjectService extends Loopback {
  /** Makes an empty bucket. */
  readonly createBucket: (bucket: string) => Promise<void>;
  /** Whether the bucket exists. */
  readonly hasBucket: (bucket: string) => Promise<boolean>;
  /** The keys of all objects of a bucket, in order. */
  readonly listObjects: (bucket: string) => Promise<readonly string[]>;
  /** The text of an object; nothing when there is none. */
  readonly getObject: (bucket: string, key: string) => Promise<string | undefined>;
  /** Writes an object. */
  readonly putObject: (bucket: string, key: string, text: string) => Promise<void>;
  /** Removes an object, if it is there. */
  readonly deleteObject: (bucket: string, key: string) => Promise<void>;
}

/**
 * S3 by s3rver, with three things that s3rver lacks and S3 has: anonymous requests are refused, `If-None-Match: *`
 * makes a write conditional (Terraform's native lock rests on it), and a body in the `aws-chunked` encoding is refused
 * where s3rver would store the chunk marks as content.
 *
 * @param directory - folder for the objects
 * @param onRequest - is given each request before it is answered, and can hold it
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function startObjectService(
  directory: string,
  region: string,
  onRequest: (request: ReceivedRequest) => Promise<void>,
): Promise<ObjectService> {
  fs.mkdirSync(directory, { recursive: true });
  const store = new S3rver({ directory, silent: true, vhostBuckets: false });
  const handler = store.callback();
  const underWay = new Set<string>();

  const answer = async (original: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await receive("s3", original);
    if (!request) {
      return;
    }
    await onRequest(request);
    if (!isSignedWithKnownKey(request.headers)) {
      answerS3Error(
        response,
        403,
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist.",
      );
      return;
    }
    if (request.headers["content-encoding"]?.includes("aws-chunked")) {
      answerS3Error(response, 501, "NotImplemented", "The embedded S3 does not decode aws-chunked bodies.");
      return;
    }
    if (request.method !== "PUT" || request.headers["if-none-match"] !== "*") {
      replay(original, request, handler, response);
      return;
    }
    const object = pathOf(request.url);
    if (underWay.has(object)) {
      answerS3Error(response, 412, "PreconditionFailed", "Another write of the object is under way.");
      return;
    }
    underWay.add(object);
    response.once("close", () => underWay.delete(object));
    if ((await call("HEAD", object)).ok) {
      answerS3Error(
        response,
        412,
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold",
      );
      return;
    }
    replay(original, request, handler, response);
  };

  const loopback = await listenOnLoopback(
    http.createServer((request, response) => void answer(request, response)),
  );

  const call = (method: string, path: string, body?: string): Promise<Response> =>
    fetch(`${loopback.url}${path}`, {
      method,
      headers: signedHeaders("s3", region),
      ...(body === undefined ? {} : { body }),
    });
  const demand = async (method: string, path: string, body?: string): Promise<string> => {
    const response = await call(method, path, body);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`embedded S3: ${method} ${path} was answered with ${response.status}: ${text}`);
    }
    return text;
  };

  return {
    url: loopback.url,
    close: async () => {
      await loopback.close();
      store.logger.close();
    },
    createBucket: async (bucket) => {
      await demand("PUT", `/${bucket}`);
    },
    hasBucket: async (bucket) => (await call("GET", `/${bucket}?list-type=2&max-keys=1`)).ok,
    listObjects: async (bucket) =>
      [...(await demand("GET", `/${bucket}?list-type=2`)).matchAll(/<Key>([^<]*)<\/Key>/g)].map(
        ([, key = ""]) => key,
      ),
    getObject: async (bucket, key) => {
      const response = await call("GET", `/${bucket}/${key}`);
      return response.status === 404 ? undefined : response.text();
    },
    putObject: async (bucket, key, text) => {
      await demand("PUT", `/${bucket}/${key}`, text);
    },
    deleteObject: async (bucket, key) => {
      await demand("DELETE", `/${bucket}/${key}`);
    },
  };
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? url;
}
