import type { IncomingMessage, ServerResponse } from "node:http";
import dynalite from "dynalite";
import { answerJsonError } from "./answer";
import { isSignedWithKnownKey, signedHeaders } from "./credentials";
import { listenOnLoopback, type Loopback } from "./loopback";
import { type Handler, type ReceivedRequest, receive, replay } from "./request";

const DIGEST_SUFFIX = "-md5";
const API = "DynamoDB_20120810";

/** A lock that some run of Terraform holds. */
export interface HeldLock {
  /** Key of the item: `<bucket>/<key of the state>`. */
  readonly lockId: string;
  /** What `terraform force-unlock` takes. */
  readonly id: string;
  /** Who took it: `user@host`. */
  readonly who: string;
}

/** Tables of locks, as far as Terraform needs them. */
export interface LockService extends Loopback {
  /** Makes an empty table of locks. */
  readonly createTable: (table: string) => Promise<void>;
  /** Whether the table exists. */
  readonly hasTable: (table: string) => Promise<boolean>;
  /** The locks that are held. */
  readonly heldLocks: (table: string) => Promise<readonly HeldLock[]>;
  /** Removes a lock, or the digest of a state (`<bucket>/<key>-md5`), by the item's key. */
  readonly deleteLock: (table: string, lockId: string) => Promise<void>;
}

interface LockItem {
  readonly LockID: { readonly S: string };
  readonly Info?: { readonly S: string };
}

/**
 * DynamoDB by dynalite, in memory; requests that are not signed with the known key are refused.
 *
 * @param onRequest - is given each request before it is answered, and can hold it
 */
export async function startLockService(
  region: string,
  onRequest: (request: ReceivedRequest) => Promise<void>,
): Promise<LockService> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  // Its own handler stays behind ours, so that closing the server still closes its database.
  const [handler] = server.listeners("request") as Handler[];
  if (!handler) {
    throw new Error("dynalite no longer answers by a request listener: adapt startLockService");
  }
  server.removeAllListeners("request");

  const answer = async (original: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await receive("dynamodb", original);
    if (!request) {
      return;
    }
    await onRequest(request);
    if (isSignedWithKnownKey(request.headers)) {
      replay(original, request, handler, response);
    } else {
      answerJsonError(
        response,
        400,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
    }
  };
  server.on(
    "request",
    (request: IncomingMessage, response: ServerResponse) => void answer(request, response),
  );
  const { url, close } = await listenOnLoopback(server);

  const call = (operation: string, input: object): Promise<Response> =>
    fetch(url, {
      method: "POST",
      headers: {
        ...signedHeaders("dynamodb", region),
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `${API}.${operation}`,
      },
      body: JSON.stringify(input),
    });
  const demand = async (operation: string, input: object): Promise<unknown> => {
    const response = await call(operation, input);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`embedded DynamoDB: ${operation} was answered with ${response.status}: ${text}`);
    }
    return JSON.parse(text);
  };

  return {
    url,
    close,
    createTable: async (table) => {
      await demand("CreateTable", {
        TableName: table,
        AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      });
    },
    hasTable: async (table) => (await call("DescribeTable", { TableName: table })).ok,
    heldLocks: async (table) => {
      const { Items } = (await demand("Scan", { TableName: table })) as {
        readonly Items: readonly LockItem[];
      };
      return Items.filter(({ LockID, Info }) => Info && !LockID.S.endsWith(DIGEST_SUFFIX)).map(asHeldLock);
    },
    deleteLock: async (table, lockId) => {
      await demand("DeleteItem", { TableName: table, Key: { LockID: { S: lockId } } });
    },
  };
}

function asHeldLock({ LockID, Info }: LockItem): HeldLock {
  const { ID, Who } = JSON.parse(Info?.S ?? "{}") as { readonly ID?: string; readonly Who?: string };
  return { lockId: LockID.S, id: ID ?? "", who: Who ?? "" };
}
