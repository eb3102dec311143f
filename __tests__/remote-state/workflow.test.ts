import fs from "node:fs";
import path from "node:path";
import { startStateServers, type StateServers } from "../../operations/embedded/state-servers";
import { FIXTURE } from "../support/state-fixture/environment";
import { readWorkspace, synthesizeFixture } from "../support/state-fixture/synthesize";
import { describeWithTerraform, temporaryFolder, terraform, tryTerraform } from "../support/terraform";

const { bucket, lockTable } = FIXTURE.state;

describeWithTerraform("two dependent stacks on remote state", () => {
  let servers: StateServers;
  let a: string;
  let b: string;

  beforeAll(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
    ({ a, b } = synthesizeFixture(path.join(temporaryFolder(), "cdktf.out"), { environment: FIXTURE }));
    for (const stack of [a, b]) {
      await terraform(stack, servers.environment, "init");
    }
  });

  afterAll(() => servers.stop());

  test("a consumer cannot be planned before its producer is deployed", async () => {
    const plan = await tryTerraform(b, servers.environment, "plan");

    expect(plan.exitCode).toBe(1);
    expect(plan.stderr).toContain("Unable to find remote state");
  });

  test("deployed in order, the value crosses through S3", async () => {
    await terraform(a, servers.environment, "apply", "-auto-approve");
    await terraform(b, servers.environment, "apply", "-auto-approve");

    const { stdout } = await terraform(b, servers.environment, "output", "-raw", "heard");
    expect(stdout).toBe("hello");
    const reads = servers.requests.filter(
      ({ service, method, url }) => service === "s3" && method === "GET" && url.includes("/fixture/dev/a/"),
    );
    expect(reads.length).toBeGreaterThan(0);
  });

  test("each state lies at <system>/<environment>/<layer>/terraform.tfstate, and nothing lies beside", async () => {
    expect(await servers.listObjects(bucket)).toEqual([
      "fixture/dev/a/terraform.tfstate",
      "fixture/dev/b/terraform.tfstate",
    ]);
  });

  test("each state is written with the key of the environment, named by its alias", () => {
    const writes = servers.requests.filter(
      ({ method, url }) => method === "PUT" && url.includes("terraform.tfstate"),
    );

    expect(writes.length).toBeGreaterThan(0);
    for (const { headers } of writes) {
      expect(headers["x-amz-server-side-encryption"]).toBe("aws:kms");
      expect(headers["x-amz-server-side-encryption-aws-kms-key-id"]).toBe(FIXTURE.state.kmsKeyArn);
    }
  });

  test("each write is locked, and no lock is left", async () => {
    const locked = servers.requests
      .filter(({ headers }) => headers["x-amz-target"] === "DynamoDB_20120810.PutItem")
      .map(({ body }) => JSON.parse(body.toString()) as { Item: { LockID: { S: string } } })
      .map(({ Item }) => Item.LockID.S);

    expect(new Set(locked)).toEqual(
      new Set(
        ["a", "b"].flatMap((layer) => [
          `${bucket}/fixture/dev/${layer}/terraform.tfstate`,
          `${bucket}/fixture/dev/${layer}/terraform.tfstate-md5`,
        ]),
      ),
    );
    expect(await servers.heldLocks(lockTable)).toEqual([]);
  });

  test("the consumer reads with the very settings that the producer writes with", () => {
    const { data } = readWorkspace(b);

    const [remote] = Object.values(data?.terraform_remote_state ?? {});
    expect(remote?.config).toEqual(readWorkspace(a).terraform.backend.s3);
  });

  test("a second deployment changes nothing", async () => {
    const before = await servers.getObject(bucket, "fixture/dev/b/terraform.tfstate");

    const plan = await terraform(b, servers.environment, "plan", "-detailed-exitcode");
    await terraform(b, servers.environment, "apply", "-auto-approve");

    expect(plan.stdout).toContain("No changes.");
    expect(await servers.getObject(bucket, "fixture/dev/b/terraform.tfstate")).toBe(before);
  });

  test("no state is left on the disk", () => {
    expect(
      [a, b].flatMap((stack) => fs.readdirSync(stack)).filter((file) => file.includes("tfstate")),
    ).toEqual([]);
  });
});
