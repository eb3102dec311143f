import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { ACCESS_KEY_ID } from "./credentials";
import { answerIdentity } from "./identity-service";
import { type LockService, startLockService } from "./lock-service";
import { listenOnLoopback } from "./loopback";
import { type ObjectService, startObjectService } from "./object-service";
import { receive, type ReceivedRequest } from "./request";

export type { ReceivedRequest } from "./request";

const DEFAULT_ACCOUNT = "111111111111";
const DEFAULT_REGION = "ap-northeast-1";

/** Values of {@link startStateServers}. */
export interface StateServersOptions {
  /**
   * The account that STS names as the caller's.
   *
   * @default "111111111111"
   */
  readonly account?: string;
  /**
   * AWS Region code.
   *
   * @default "ap-northeast-1"
   */
  readonly region?: string;
  /**
   * Is given each request before it is answered; the answer waits for the promise, so that a test can stop a run at
   * an exact place.
   *
   * @default - nothing is held
   */
  readonly onRequest?: (request: ReceivedRequest) => Promise<void> | void;
}

type Helpers = Omit<ObjectService & LockService, "url" | "close">;

/** An S3, a DynamoDB and an STS of our own, for workspaces that believe to be in AWS. */
export interface StateServers extends Helpers {
  /**
   * Variables under which Terraform, cdktf and providers reach the servers instead of AWS, the workspaces being what
   * they are. Spread over the process's own environment.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that was asked so far, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Stops the servers and removes their data. Idempotent. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts S3 (s3rver), DynamoDB (dynalite) and the one STS call that Terraform makes, each on a free port of 127.0.0.1,
 * with S3's data in a temporary folder.
 *
 * What they are not: signatures are not verified (only the access key is), there is no encryption, no versioning and
 * no IAM. So they show that Terraform locks, reads and writes where it should, not that AWS would allow it.
 */
export async function startStateServers(options: StateServersOptions = {}): Promise<StateServers> {
  const { account = DEFAULT_ACCOUNT, region = DEFAULT_REGION, onRequest } = options;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "strata-state-servers-"));
  const requests: ReceivedRequest[] = [];
  const observe = async (request: ReceivedRequest): Promise<void> => {
    requests.push(request);
    await onRequest?.(request);
  };

  const objects = await startObjectService(path.join(directory, "s3"), region, observe);
  const locks = await startLockService(region, observe);
  const identity = await listenOnLoopback(
    http.createServer((original, response) => {
      void receive("sts", original).then(async (request) => {
        if (request) {
          await observe(request);
          answerIdentity(account, request, response);
        }
      });
    }),
  );

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([objects.close(), locks.close(), identity.close()]);
    fs.rmSync(directory, { recursive: true, force: true });
  };

  return {
    ...withoutAddress(objects),
    ...withoutAddress(locks),
    requests,
    environment: {
      // S3 goes by the general variable, of which the SDK sees that the host is an address and puts the bucket into
      // the path. By AWS_ENDPOINT_URL_S3 Terraform 1.11 asks for the host `<bucket>.127.0.0.1` instead.
      AWS_ENDPOINT_URL: objects.url,
      AWS_ENDPOINT_URL_DYNAMODB: locks.url,
      AWS_ENDPOINT_URL_STS: identity.url,
      AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY: "embedded",
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
      // What a developer's shell may hold must not mix in; to the SDK an empty variable is none.
      AWS_ENDPOINT_URL_S3: "",
      AWS_SESSION_TOKEN: "",
      AWS_PROFILE: "",
      AWS_CONFIG_FILE: path.join(directory, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: path.join(directory, "no-credentials"),
      NO_PROXY: "127.0.0.1",
    },
    stop: () => (stopping ??= stop()),
  };
}

function withoutAddress<S extends { readonly url: string; readonly close: unknown }>(
  service: S,
): Omit<S, "url" | "close"> {
  const { url: _url, close: _close, ...helpers } = service;
  return helpers;
}
