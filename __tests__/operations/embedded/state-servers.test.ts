import fs from "node:fs";
import path from "node:path";
import {
  type ReceivedRequest,
  startStateServers,
  type StateServers,
} from "../../../operations/embedded/state-servers";

const SIGNED = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=S3RVER/20250101/ap-northeast-1/x/aws4_request, SignedHeaders=host, Signature=0",
  "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
};

let servers: StateServers | undefined;
let hold: ((request: ReceivedRequest) => Promise<void> | undefined) | undefined;

async function start(): Promise<StateServers> {
  servers = await startStateServers({
    account: "222222222222",
    onRequest: (request) => hold?.(request),
  });
  return servers;
}

/** Sends a request as Terraform would; S3 takes the time of signing from a header. */
function send(url: string, init: RequestInit = {}): Promise<Response> {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return fetch(url, { ...init, headers: { ...SIGNED, "x-amz-date": now, ...(init.headers as object) } });
}

afterEach(async () => {
  hold = undefined;
  await servers?.stop();
  servers = undefined;
});

describe("objects", () => {
  test("an object comes back as it was written and stands in the listing", async () => {
    const { createBucket, putObject, getObject, listObjects } = await start();
    await createBucket("states");

    await putObject("states", "app/dev/a/terraform.tfstate", '{"serial":1}');
    await putObject("states", "app/dev/b/terraform.tfstate", "{}");

    expect(await getObject("states", "app/dev/a/terraform.tfstate")).toBe('{"serial":1}');
    expect(await listObjects("states")).toEqual([
      "app/dev/a/terraform.tfstate",
      "app/dev/b/terraform.tfstate",
    ]);
  });

  test("a removed object is gone", async () => {
    const { createBucket, putObject, getObject, deleteObject } = await start();
    await createBucket("states");
    await putObject("states", "a", "1");

    await deleteObject("states", "a");

    expect(await getObject("states", "a")).toBeUndefined();
  });

  test("a bucket is there once it was made", async () => {
    const { createBucket, hasBucket } = await start();
    expect(await hasBucket("states")).toBe(false);

    await createBucket("states");

    expect(await hasBucket("states")).toBe(true);
  });

  test("a write that asks for the object not to exist succeeds once", async () => {
    const { environment, createBucket, getObject } = await start();
    await createBucket("states");
    const put = (body: string): Promise<Response> =>
      send(`${environment["AWS_ENDPOINT_URL"]}/states/a.tflock`, {
        method: "PUT",
        body,
        headers: { "if-none-match": "*" },
      });

    const answers = await Promise.all([put("first"), put("second")]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await put("third")).status).toBe(412);
    expect(["first", "second"]).toContain(await getObject("states", "a.tflock"));
  });

  test("a body that s3rver would store with its chunk marks is refused", async () => {
    const { environment, createBucket, listObjects } = await start();
    await createBucket("states");

    const answer = await send(`${environment["AWS_ENDPOINT_URL"]}/states/a`, {
      method: "PUT",
      body: "1;chunk-signature=0\r\n{\r\n",
      headers: { "content-encoding": "aws-chunked" },
    });

    expect(answer.status).toBe(501);
    expect(await listObjects("states")).toEqual([]);
  });
});

describe("locks", () => {
  test("a lock is listed with its id and owner, a digest is not, and a removed one is gone", async () => {
    const { environment, createTable, hasTable, heldLocks, deleteLock } = await start();
    expect(await hasTable("locks")).toBe(false);
    await createTable("locks");
    const put = (item: object): Promise<Response> =>
      send(environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? "", {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": "DynamoDB_20120810.PutItem",
        },
        body: JSON.stringify({ TableName: "locks", Item: item }),
      });
    await put({ LockID: { S: "states/a" }, Info: { S: '{"ID":"42","Who":"me@here"}' } });
    await put({ LockID: { S: "states/a-md5" }, Digest: { S: "0" } });

    expect(await hasTable("locks")).toBe(true);
    expect(await heldLocks("locks")).toEqual([{ lockId: "states/a", id: "42", who: "me@here" }]);

    await deleteLock("locks", "states/a");

    expect(await heldLocks("locks")).toEqual([]);
  });
});

describe("identity", () => {
  const body = "Action=GetCallerIdentity&Version=2011-06-15";

  test("STS names the account", async () => {
    const { environment } = await start();

    const answer = await send(environment["AWS_ENDPOINT_URL_STS"] ?? "", { method: "POST", body });

    expect(await answer.text()).toContain("<Account>222222222222</Account>");
  });

  test("STS answers nothing else", async () => {
    const { environment } = await start();

    const answer = await send(environment["AWS_ENDPOINT_URL_STS"] ?? "", {
      method: "POST",
      body: "Action=AssumeRole",
    });

    expect(answer.status).toBe(400);
  });

  test.each([
    ["AWS_ENDPOINT_URL", 403, "InvalidAccessKeyId"],
    ["AWS_ENDPOINT_URL_STS", 403, "InvalidClientTokenId"],
    ["AWS_ENDPOINT_URL_DYNAMODB", 400, "UnrecognizedClientException"],
  ])("%s refuses another access key, and none", async (variable, status, code) => {
    const { environment } = await start();
    const url = environment[variable] ?? "";
    const authorization = SIGNED.authorization.replace("S3RVER", "SOMEBODY");

    for (const headers of [{ authorization }, {}]) {
      const answer = await fetch(url, { method: "POST", body, headers: headers as Record<string, string> });

      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(code);
    }
  });
});

describe("life", () => {
  test("a request can be held, and is answered when let go", async () => {
    const { createBucket, putObject, getObject } = await start();
    await createBucket("states");
    let letGo = (): void => undefined;
    hold = ({ method }) => (method === "PUT" ? new Promise<void>((resolve) => (letGo = resolve)) : undefined);

    const written = putObject("states", "a", "1");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await getObject("states", "a")).toBeUndefined();
    letGo();
    await written;

    expect(await getObject("states", "a")).toBe("1");
  });

  test("stop leaves no port and no folder, and can be called twice", async () => {
    const { environment, stop } = await start();
    const directory = path.dirname(environment["AWS_CONFIG_FILE"] ?? "");
    expect(fs.existsSync(directory)).toBe(true);

    await Promise.all([stop(), stop()]);

    expect(fs.existsSync(directory)).toBe(false);
    for (const variable of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_STS"]) {
      await expect(fetch(environment[variable] ?? "")).rejects.toThrow("fetch failed");
    }
  });

  test("a client that goes away half-way harms nobody", async () => {
    const { environment, createBucket, hasBucket } = await start();
    const abort = new AbortController();
    hold = ({ method }) => {
      if (method === "POST") {
        abort.abort();
      }
      return undefined;
    };

    await expect(
      send(environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? "", {
        method: "POST",
        body: "{}",
        signal: abort.signal,
      }),
    ).rejects.toThrow("aborted");
    await createBucket("states");

    expect(await hasBucket("states")).toBe(true);
  });
});
