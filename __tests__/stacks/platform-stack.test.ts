import { type App, TerraformOutput } from "cdktf";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Environment } from "../../constructs/core/environment";
import { PlatformStack } from "../../stacks/platform-stack";
import { ENVIRONMENT, refusalOf, synthesizeApp } from "../support/synthesis";

class Layer extends PlatformStack {
  public constructor(app: App, layer: string, environment: Environment = ENVIRONMENT) {
    super(app, layer, { environment });
  }
}

/** Two layers of which the second reads a value of the first. */
const connected = (environment: Environment = ENVIRONMENT) =>
  synthesizeApp((app) => {
    const upstream = new Layer(app, "upstream", environment);
    const key = new KmsKey(upstream, "key", { enableKeyRotation: true });
    const downstream = new Layer(app, "downstream", environment);
    new DynamodbTable(downstream, "table", {
      name: "orders",
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
    });
  });

const BACKEND = {
  bucket: "example-state",
  key: "example/test/upstream/terraform.tfstate",
  region: "ap-northeast-1",
  encrypt: true,
  kms_key_id: "arn:aws:kms:ap-northeast-1:111111111111:alias/example-state",
  dynamodb_table: "example-lock",
  allowed_account_ids: ["111111111111"],
};

describe("PlatformStack", () => {
  it("is called <layer>-<environment>", () => {
    expect(Object.keys(connected())).toEqual(["downstream-test", "upstream-test"]);
  });

  it("keeps its state at <system>/<environment>/<layer>/terraform.tfstate, encrypted and locked", () => {
    expect(connected()["upstream-test"]!.json["terraform"]!["backend"]).toEqual({ s3: BACKEND });
  });

  it("lets consumers read the state with the same settings", () => {
    const remote = connected()["downstream-test"]!.json["data"]!["terraform_remote_state"] as Record<
      string,
      unknown
    >;

    expect(Object.keys(remote)).toEqual(["cross-stack-reference-input-upstream-test"]);
    expect(remote["cross-stack-reference-input-upstream-test"]).toMatchObject({
      backend: "s3",
      config: BACKEND,
    });
  });

  it("switches S3-native locking on in backend and consumers alike", () => {
    const stacks = connected({ ...ENVIRONMENT, state: { ...ENVIRONMENT.state, nativeLock: true } });

    expect(stacks["upstream-test"]!.json["terraform"]!["backend"]).toEqual({
      s3: { ...BACKEND, use_lockfile: true },
    });
    expect(JSON.stringify(stacks["downstream-test"]!.json["data"])).toContain('"use_lockfile":true');
  });

  it("works in one account and Region and tags what it makes", () => {
    const stacks = connected({ ...ENVIRONMENT, tags: { CostCenter: "42" } });

    expect(stacks["upstream-test"]!.json["provider"]!["aws"]).toEqual([
      {
        region: "ap-northeast-1",
        allowed_account_ids: ["111111111111"],
        default_tags: [
          {
            tags: {
              CostCenter: "42",
              System: "example",
              Environment: "test",
              Layer: "upstream",
              ManagedBy: "strata",
            },
          },
        ],
      },
    ]);
  });

  it("OW-D55: calls the environment in tags what the system calls it", () => {
    const stacks = connected({ ...ENVIRONMENT, tags: { Environment: "production", Application: "openwan" } });

    expect(stacks["upstream-test"]!.json["provider"]!["aws"]).toMatchObject([
      { default_tags: [{ tags: { System: "example", Environment: "production", Application: "openwan" } }] },
    ]);
  });

  it("requires a Terraform that knows write-only arguments", () => {
    expect(connected()["upstream-test"]!.json["terraform"]!["required_version"]).toBe(">= 1.11.0");
  });

  it("names what crosses stacks after the attribute, without a hash", () => {
    const stacks = connected();

    expect(stacks["upstream-test"]!.json["output"]).toEqual({
      "to-other-stacks-aws_kms_key-key-arn": { sensitive: true, value: "${aws_kms_key.key.arn}" },
    });
    expect(stacks["downstream-test"]!.one("aws_dynamodb_table", "table")["server_side_encryption"]).toEqual({
      enabled: true,
      kms_key_arn:
        "${data.terraform_remote_state.cross-stack-reference-input-upstream-test.outputs.to-other-stacks-aws_kms_key-key-arn}",
    });
  });

  it("refuses a second stack of the same layer and environment", () => {
    expect(
      refusalOf(() =>
        synthesizeApp((app) => {
          new Layer(app, "network");
          new Layer(app, "network");
        }),
      ),
    ).toBe(
      "example.test: has one stack network-test, got a second one; give the second layer a name of its own",
    );
  });

  it("keeps the names of outputs that people chose", () => {
    class Publishing extends Layer {
      public constructor(app: App) {
        super(app, "edge");
        this.publish("site_url", "https://example.com", "Where the site is");
      }
    }
    const { json } = synthesizeApp((app) => new Publishing(app))["edge-test"]!;

    expect(json["output"]).toEqual({
      site_url: { value: "https://example.com", description: "Where the site is" },
    });
  });

  it("refuses an output that would share its name with another", () => {
    expect(() =>
      synthesizeApp((app) => {
        const layer = new Layer(app, "edge");
        new TerraformOutput(layer, "url", { value: "a" });
        new TerraformOutput(layer, "url", { value: "b" });
      }),
    ).toThrow("There is already a Construct with name 'url'");
  });
});
