import fs from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import { type Adoption, adoptions } from "../../../operations/bootstrap/adoption";
import type { Workspace } from "../../../operations/bootstrap/workspace";
import { runTerraform, type TerraformResult } from "../../../operations/terraform/run";
import { StateStack } from "../../../stacks/state-stack";
import { BootstrapHarness, STATE_KEY } from "../../support/state-fixture/bootstrap-harness";
import { FIXTURE } from "../../support/state-fixture/environment";
import { FIXTURE_IMPORTED_BY } from "../../support/state-fixture/state-stack";
import { describeWithTerraform, temporaryFolder } from "../../support/terraform";

const { bucket, lockTable } = FIXTURE.state;

function realStateStack(): Workspace {
  const outdir = path.join(temporaryFolder(), "cdktf.out");
  const app = new App({ outdir, stackTraces: false });
  new StateStack(app, { environment: FIXTURE });
  app.synth();
  return JSON.parse(fs.readFileSync(path.join(outdir, "stacks/state-dev/cdk.tf.json"), "utf8")) as Workspace;
}

describe("how the parts of the state stack are imported", () => {
  test("every resource of the real stack, in an order in which each id is known", () => {
    const byAddress = (a: Adoption, b: Adoption): number => (a.address < b.address ? -1 : 1);

    const all = adoptions(realStateStack());

    expect([...all].sort(byAddress)).toEqual([
      { address: "aws_dynamodb_table.locks", id: lockTable },
      { address: "aws_kms_alias.key-alias", id: "alias/strata-state" },
      { address: "aws_kms_key.key", id: { of: "aws_kms_alias.key-alias", attribute: "target_key_id" } },
      { address: "aws_s3_bucket.state_bucket", id: bucket },
      { address: "aws_s3_bucket_lifecycle_configuration.state_lifecycle", id: bucket },
      { address: "aws_s3_bucket_ownership_controls.state_ownership", id: bucket },
      { address: "aws_s3_bucket_policy.state_policy", id: bucket },
      { address: "aws_s3_bucket_public_access_block.state_public-access", id: bucket },
      { address: "aws_s3_bucket_server_side_encryption_configuration.state_encryption", id: bucket },
      { address: "aws_s3_bucket_versioning.state_versioning", id: bucket },
    ]);
    expect(all.at(-1)?.address).toBe("aws_kms_key.key");
  });

  test("a type that is not known is refused", () => {
    const workspace = { terraform: { backend: {} }, resource: { aws_sqs_queue: { q: { name: "x" } } } };

    expect(() => adoptions(workspace)).toThrow(
      "aws_sqs_queue.q: must be of a type that the bootstrap can take over, got aws_sqs_queue; " +
        "import it by hand in the work folder, or teach operations/bootstrap/adoption.ts its type",
    );
  });

  test("a key without an alias is refused", () => {
    const workspace = { terraform: { backend: {} }, resource: { aws_kms_key: { key: {} } } };

    expect(() => adoptions(workspace)).toThrow(
      "aws_kms_key.key: must have an alias, by which it is found, got nothing; add an aws_kms_alias that targets it",
    );
  });
});

describe("taking over", () => {
  let harness: BootstrapHarness;

  beforeEach(async () => {
    harness = await BootstrapHarness.start();
  });

  afterEach(() => harness.servers.stop());

  test("asks for the key by the id that the alias has told", async () => {
    // GIVEN a Terraform that imports what it is told to, and stops at the first plan
    const imported: string[] = [];
    const resources: object[] = [];
    const local = path.join(harness.directory, "local.tfstate");
    const terraform = ([name = "", ...rest]: readonly string[]): Promise<TerraformResult> => {
      if (name === "import") {
        const [, address = "", id = ""] = rest;
        const [type, resource] = address.split(".");
        imported.push(`${address} ${id}`);
        resources.push({
          mode: "managed",
          type,
          name: resource,
          instances: [{ attributes: { id, target_key_id: "1234-abcd" } }],
        });
        fs.writeFileSync(local, JSON.stringify({ version: 4, lineage: "l", resources }));
      }
      return Promise.resolve({
        exitCode: name === "plan" ? 1 : 0,
        stdout: "",
        stderr: name === "plan" ? "stop" : "",
      });
    };

    expect(await harness.refusal({ terraform, workspace: realStateStack(), adopt: true })).toContain("stop");

    expect(imported).toHaveLength(10);
    expect(imported).toContain(`aws_s3_bucket_policy.state_policy ${bucket}`);
    expect(imported.at(-1)).toBe("aws_kms_key.key 1234-abcd");
  });

  describeWithTerraform("with Terraform", () => {
    test("a bucket whose work folder was lost is not touched without being asked", async () => {
      await harness.dieBefore("state push");
      fs.rmSync(harness.directory, { recursive: true });

      expect(await harness.refusal()).toBe(
        `bucket ${bucket}: must hold the state of state-dev, or not exist yet, ` +
          "got a bucket without that state, and no work folder of an earlier run; if an earlier run made it, run " +
          "npm run bootstrap -- dev --system fixture --adopt to take over bucket, table and key; else choose another bucket",
      );
      expect(await harness.servers.listObjects(bucket)).toEqual([]);
    });

    test("a bucket whose work folder was lost is taken over when asked", async () => {
      await harness.dieBefore("state push");
      fs.rmSync(harness.directory, { recursive: true });

      const outcome = await harness.run({ adopt: true, importedBy: FIXTURE_IMPORTED_BY });

      expect(outcome).toEqual({ kind: "made", plan: "empty" });
      expect(harness.steps).toEqual(["adopt", "create", "move", "verify", "clean-up"]);
      expect(harness.commands.filter((command) => command === "import")).toHaveLength(3);
      expect(await harness.state()).toContain(`"id": "${bucket}"`);
    });

    test("a part that does not exist is made", async () => {
      const outcome = await harness.run({
        adopt: true,
        importedBy: FIXTURE_IMPORTED_BY,
        terraform: (command, options) =>
          command[0] === "import"
            ? Promise.resolve({
                exitCode: 1,
                stdout: "",
                stderr: "Error: Cannot import non-existent remote\nobject",
              })
            : runTerraform(command, { ...options, output: "capture" }),
      });

      expect(outcome).toEqual({ kind: "made", plan: "empty" });
      expect(await harness.servers.listObjects(bucket)).toEqual([STATE_KEY]);
    });
  });
});
