import { differences, type Sides } from "../../../operations/delivery/plan/differences";
import { missingIn, previewOf } from "../../../operations/delivery/plan/preview";
import { countsOf } from "../../../operations/delivery/plan/stack-plan";
import { isStateful } from "../../../operations/delivery/plan/stateful";
import { summarizePlan } from "../../../operations/delivery/plan/summarize";
import { parsePlan } from "../../../operations/delivery/plan/terraform-plan";
import { remoteState, resourceChange, stackOf, terraformPlan } from "../../support/delivery-fixture/plans";

describe("the attributes that differ", () => {
  const diff = (sides: Partial<Sides>) =>
    differences({
      before: undefined,
      after: undefined,
      unknown: {},
      beforeSensitive: false,
      afterSensitive: false,
      ...sides,
    });

  it("are told by path, with both sides", () => {
    expect(
      diff({
        before: { a: 1, same: true, list: [{ port: 80 }], tags: { "a.b": "x" } },
        after: { a: 2, same: true, list: [{ port: 443 }], tags: { "a.b": "y" } },
      }),
    ).toEqual([
      { path: "a", before: { value: 1 }, after: { value: 2 } },
      { path: "list[0].port", before: { value: 80 }, after: { value: 443 } },
      { path: 'tags["a.b"]', before: { value: "x" }, after: { value: "y" } },
    ]);
  });

  it("show a list of plain values whole", () => {
    expect(diff({ before: { cidrs: ["a", "b"] }, after: { cidrs: ["b"] } })).toEqual([
      { path: "cidrs", before: { value: ["a", "b"] }, after: { value: ["b"] } },
    ]);
  });

  it("take nulls and empty collections for absent", () => {
    expect(diff({ before: { a: null, b: [], c: "x" }, after: { a: [], b: null, c: null } })).toEqual([
      { path: "c", before: { value: "x" } },
    ]);
  });

  it("say what is known after the apply, also within a list", () => {
    expect(
      diff({ after: { list: [null, "x"], id: null }, unknown: { id: true, list: [true, false] } }),
    ).toEqual([
      { path: "id", after: { hidden: "unknown" } },
      { path: "list[0]", after: { hidden: "unknown" } },
      { path: "list[1]", after: { value: "x" } },
    ]);
  });

  it("look into JSON within a string", () => {
    const policy = (action: string) => JSON.stringify({ Statement: [{ Action: action, Effect: "Allow" }] });

    expect(diff({ before: { policy: policy("s3:Get*") }, after: { policy: policy("s3:*") } })).toEqual([
      { path: "policy.Statement[0].Action", before: { value: "s3:Get*" }, after: { value: "s3:*" } },
    ]);
  });

  describe("never show what is sensitive", () => {
    it.each<[string, Partial<Sides>]>([
      [
        "a value",
        {
          before: { p: "OLD" },
          after: { p: "NEW" },
          afterSensitive: { p: true },
          beforeSensitive: { p: true },
        },
      ],
      [
        "a value that is so on one side only",
        { before: { p: "OLD" }, after: { p: "NEW" }, afterSensitive: { p: true } },
      ],
      [
        "a whole object",
        { before: { p: { q: "OLD" } }, after: { p: { q: "NEW" } }, beforeSensitive: { p: true } },
      ],
      ["everything", { before: { p: "OLD" }, after: { p: "NEW" }, afterSensitive: true }],
      [
        "within a list",
        { before: { l: [{ p: "OLD" }] }, after: { l: [{ p: "NEW" }] }, afterSensitive: { l: [{ p: true }] } },
      ],
      [
        "one of plain values",
        { before: { l: ["OLD", "x"] }, after: { l: ["NEW", "x"] }, afterSensitive: { l: [true, false] } },
      ],
      [
        "below what is not known yet",
        { before: { p: { q: "OLD" } }, after: {}, unknown: { p: true }, beforeSensitive: { p: { q: true } } },
      ],
      [
        "below what has another shape then",
        { before: { p: { q: "OLD" } }, after: { p: "text" }, beforeSensitive: { p: { q: true } } },
      ],
      [
        "JSON within a string",
        { before: { p: '{"a":"OLD"}' }, after: { p: '{"a":"NEW"}' }, afterSensitive: { p: true } },
      ],
    ])("%s", (_what, sides) => {
      const found = diff(sides);

      expect(found.length).toBeGreaterThan(0);
      expect(JSON.stringify(found)).not.toMatch(/OLD|NEW/);
    });

    it("and tell of no change where there is none", () => {
      expect(diff({ before: { p: "x" }, after: { p: "x" }, afterSensitive: { p: true } })).toEqual([]);
    });
  });
});

describe("the summary of a plan", () => {
  const stack = stackOf("data-dev", {
    resource: { aws_rds_cluster: { main: { "//": { metadata: { path: "data-dev/aurora/main" } } } } },
  });
  const summarize = (...changes: Parameters<typeof terraformPlan>) =>
    summarizePlan(terraformPlan(...changes), { stack, consumes: [] });

  it("counts and names every kind of action", () => {
    const plan = summarize(
      resourceChange("aws_x.created", { actions: ["create"], after: { a: 1 } }),
      resourceChange("aws_x.updated", { actions: ["update"], before: { a: 1 }, after: { a: 2 } }),
      resourceChange("aws_x.replaced", { actions: ["delete", "create"] }),
      resourceChange("aws_x.replaced_first", { actions: ["create", "delete"] }),
      resourceChange("aws_x.destroyed", { actions: ["delete"], before: { a: 1 } }),
      resourceChange("aws_x.forgotten", { actions: ["forget"] }),
      resourceChange("aws_x.same", { actions: ["no-op"] }),
      resourceChange("aws_x.moved", { actions: ["no-op"] }, { previous_address: "aws_x.old" }),
      resourceChange("aws_x.imported", { actions: ["no-op"], importing: { id: "i" } }),
      resourceChange("data.aws_y.read", { actions: ["read"] }, { mode: "data" }),
    );

    expect(countsOf(plan)).toEqual({ add: 2, change: 2, replace: 2, destroy: 2 });
    expect(plan.unchanged).toBe(3);
    expect(plan.changes.map(({ address, action }) => `${address} ${action}`)).toEqual([
      "aws_x.created create",
      "aws_x.destroyed destroy",
      "aws_x.forgotten forget",
      "aws_x.imported import",
      "aws_x.moved move",
      "aws_x.replaced replace",
      "aws_x.replaced_first replace",
      "aws_x.updated update",
      "data.aws_y.read read",
    ]);
  });

  it("knows the construct, what holds data, and what forces a replacement", () => {
    const [change] = summarize(
      resourceChange('aws_rds_cluster.main["a"]', {
        actions: ["delete", "create"],
        before: { name: "a", size: 1 },
        after: { name: "b", size: 2 },
        replace_paths: [["name"]],
      }),
    ).changes;

    expect(change).toEqual({
      address: 'aws_rds_cluster.main["a"]',
      type: "aws_rds_cluster",
      construct: "aurora/main",
      action: "replace",
      stateful: true,
      attributes: [
        { path: "name", before: { value: "a" }, after: { value: "b" }, forcesReplacement: true },
        { path: "size", before: { value: 1 }, after: { value: 2 } },
      ],
    });
  });

  it.each([
    "aws_rds_cluster",
    "aws_dynamodb_table",
    "aws_s3_bucket",
    "aws_kms_key",
    "aws_efs_file_system",
    "aws_secretsmanager_secret",
    "aws_cloudwatch_log_group",
  ])("%s holds what cannot be made again", (type) => {
    expect(isStateful(type)).toBe(true);
  });

  it("and a security group does not, unless somebody says so", () => {
    expect(isStateful("aws_security_group")).toBe(false);
    expect(isStateful("aws_security_group", ["aws_security_group"])).toBe(true);
  });
});

describe("what is no plan to report", () => {
  it.each([
    ["", "the plan is empty"],
    ['{"format_version":"1.2","resour', "the plan is no whole JSON; it was cut off or overwritten"],
    [
      '{"format_version":"2.0"}',
      "the plan has format version 2.0, and 1.x is understood; use the Terraform of this repository",
    ],
    ["{}", "the plan has format version none, and 1.x is understood; use the Terraform of this repository"],
    [
      '{"format_version":"1.2","errored":true}',
      "the plan is what a failed terraform plan left (errored: true)",
    ],
  ])("%p", (text, fault) => {
    expect(parsePlan(text)).toEqual({ fault });
  });

  it("unlike a plan", () => {
    expect(parsePlan('{"format_version":"1.9"}')).toEqual({ plan: { format_version: "1.9" } });
  });
});

describe("a preview", () => {
  const json = {
    data: remoteState("network"),
    resource: {
      aws_x: {
        x: {
          vpc: "${data.terraform_remote_state.network.outputs.vpc}",
          text: "in ${data.terraform_remote_state.network.outputs.name}!",
        },
      },
    },
  };

  it("puts unknowns in the place of a state that is not there, and leaves the workspace as it was", () => {
    const original = structuredClone(json);

    expect(previewOf(json, { states: ["network"], outputs: [] })).toEqual({
      json: {
        resource: {
          aws_x: {
            x: {
              vpc: "${terraform_data.network-preview.output.vpc}",
              text: "in ${terraform_data.network-preview.output.name}!",
            },
          },
          terraform_data: { "network-preview": { input: { vpc: null, name: null } } },
        },
      },
      standIns: ["terraform_data.network-preview"],
    });
    expect(json).toEqual(original);
  });

  it("reads what a state has where only an output is missing", () => {
    const preview = previewOf(json, { states: [], outputs: ["network"] });

    expect(preview.json["data"]).toEqual(json.data);
    expect(preview.json["resource"]).toMatchObject({
      aws_x: {
        x: {
          vpc: "${try(data.terraform_remote_state.network.outputs.vpc, terraform_data.network-preview.output.vpc)}",
        },
      },
    });
  });

  it("knows from Terraform's words what is missing", () => {
    expect(
      missingIn(
        "Error: Unable to find remote state with data.terraform_remote_state.cross-stack-a-dev, on cdk.tf.json line 1 " +
          'Error: Unsupported attribute on x line 2: data.terraform_remote_state.b.outputs is object with 1 attribute "c" This object does not have an attribute named "d".',
      ),
    ).toEqual({ states: ["cross-stack-a-dev"], outputs: ["b"] });
    expect(
      missingIn("Error: Unsupported attribute on aws_x.y is object does not have an attribute named"),
    ).toEqual({
      states: [],
      outputs: [],
    });
  });
});
