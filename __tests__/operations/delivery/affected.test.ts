import { affectedAnswer, affectedSystem, affectedText } from "../../../operations/delivery/affected/affected";
import { compareStacks } from "../../../operations/delivery/affected/compare";
import type { SynthesizedStack } from "../../../operations/delivery/workspace";
import { remoteState, stackOf } from "../../support/delivery-fixture/plans";

/** A network whose output is its VPC, a data layer that reads it, and an edge layer that reads that. */
function system(values: {
  cidr?: string;
  description?: string;
  tag?: string;
  database?: string;
  region?: string;
}): SynthesizedStack[] {
  const { cidr = "10.0.0.0/16", description = "VPC", tag = "t", database = "d", region = "r" } = values;
  const network = stackOf("network-dev", {
    provider: { aws: [{ region }] },
    resource: { aws_vpc: { main: { cidr } }, aws_flow_log: { log: { tag, vpc: "${aws_vpc.main.id}" } } },
    output: { vpc: { description, value: "${aws_vpc.main.id}" } },
  });
  const data = stackOf(
    "data-dev",
    {
      data: remoteState("network"),
      resource: {
        aws_security_group: { db: { vpc: "${data.terraform_remote_state.network.outputs.vpc}" } },
        aws_rds_cluster: { db: { database } },
      },
      output: {
        group: { value: "${aws_security_group.db.id}" },
        name: { value: "${aws_rds_cluster.db.id}" },
      },
    },
    { dependencies: ["network-dev"] },
  );
  const edge = stackOf(
    "edge-dev",
    {
      data: remoteState("data"),
      resource: { aws_x: { x: { name: "${data.terraform_remote_state.data.outputs.name}" } } },
    },
    { dependencies: ["data-dev"] },
  );
  return [network, data, edge];
}

function reasonsOf(before: SynthesizedStack[], after: SynthesizedStack[]) {
  return Object.fromEntries(
    affectedSystem("example", compareStacks(before, after), ["dev", "prod"]).environments.flatMap(
      ({ stacks }) => stacks.map(({ name, reasons }) => [name, reasons]),
    ),
  );
}

describe("affected stacks", () => {
  it("are none where Terraform reads the same", () => {
    expect(reasonsOf(system({}), system({}))).toEqual({});
  });

  it("are none where only cdktf's own notes differ", () => {
    const noted = (path: string) => [
      stackOf("a-dev", {
        "//": { metadata: { version: path } },
        resource: { aws_x: { x: { "//": { metadata: { path } }, value: 1 } } },
      }),
    ];

    expect(reasonsOf(noted("one"), noted("two"))).toEqual({});
  });

  it("end at a stack whose outputs do not lead back to what changed", () => {
    expect(reasonsOf(system({}), system({ tag: "other" }))).toEqual({
      "network-dev": ["changed: aws_flow_log.log"],
    });
  });

  it("go on to consumers of a changed output, and further only where an output really changed", () => {
    // The VPC changes the security group, which the data layer hands on, but edge reads another output.
    expect(reasonsOf(system({}), system({ cidr: "10.1.0.0/16" }))).toEqual({
      "network-dev": ["changed: aws_vpc.main"],
      "data-dev": ["reads what changes in network-dev: vpc"],
    });
  });

  it("start in the middle", () => {
    expect(reasonsOf(system({}), system({ database: "other" }))).toEqual({
      "data-dev": ["changed: aws_rds_cluster.db"],
      "edge-dev": ["reads what changes in data-dev: name"],
    });
  });

  it("are all that read from a provider's stack when the provider moves", () => {
    expect(Object.keys(reasonsOf(system({}), system({ region: "other" })))).toEqual([
      "network-dev",
      "data-dev",
    ]);
  });

  it("are of one environment where one environment's value changed", () => {
    const both = (dev: string) => [
      stackOf("network-dev", { resource: { aws_vpc: { main: { cidr: dev } } } }),
      stackOf("network-prod", { resource: { aws_vpc: { main: { cidr: "b" } } } }),
    ];

    expect(Object.keys(reasonsOf(both("a"), both("c")))).toEqual(["network-dev"]);
  });

  it("are those whose assets changed", () => {
    const withAsset = (content: string) => [
      stackOf("a-dev", {}, { files: new Map([["assets/x", content]]) }),
    ];

    expect(reasonsOf(withAsset("a"), withAsset("b"))).toEqual({ "a-dev": ["changed: assets/x"] });
  });

  it("name five blocks and count the rest", () => {
    const many = (value: number) => [
      stackOf("a-dev", {
        resource: { aws_x: Object.fromEntries("abcdefg".split("").map((id) => [id, { value }])) },
      }),
    ];

    expect(reasonsOf(many(1), many(2))).toEqual({
      "a-dev": ["changed: aws_x.a, aws_x.b, aws_x.c, aws_x.d, aws_x.e and 2 more"],
    });
  });

  it("are new or removed, consumers removed first", () => {
    const { affected, removed } = compareStacks(system({}), [stackOf("fresh-dev")]);

    expect(affected.map(({ stack, reasons }) => [stack.name, reasons])).toEqual([
      ["fresh-dev", [{ kind: "new" }]],
    ]);
    expect(affectedSystem("example", { affected, removed }, []).removed).toEqual([
      "edge-dev",
      "data-dev",
      "network-dev",
    ]);
  });
});

describe("the answer", () => {
  const before = [stackOf("a-prod"), stackOf("gone-dev")];
  const after = ["a-prod", "b-dev", "a-dev"].map((name) =>
    stackOf(name, { resource: { aws_x: { x: {} } } }, name === "b-dev" ? { dependencies: ["a-dev"] } : {}),
  );
  const answer = affectedAnswer("main", "HEAD", [
    affectedSystem("example", compareStacks(before, [after[2]!, after[1]!, after[0]!]), ["dev", "prod"]),
  ]);

  it("groups by environment in the order of promotion, by stack in the order of deployment", () => {
    expect(answer.environments).toEqual([
      { system: "example", environment: "dev", stacks: "a-dev b-dev" },
      { system: "example", environment: "prod", stacks: "a-prod" },
    ]);
    expect(answer.matrix.include[1]).toEqual({ system: "example", environment: "dev", stack: "b-dev" });
    expect(answer.systems[0]?.environments[0]?.stacks[1]).toEqual({
      name: "b-dev",
      dependencies: ["a-dev"],
      reasons: ["new stack"],
    });
  });

  it("reads as text", () => {
    expect(affectedText(answer)).toBe(
      [
        "From main to HEAD:",
        "example dev",
        "  a-dev",
        "    new stack",
        "  b-dev",
        "    new stack",
        "example prod",
        "  a-prod",
        "    changed: aws_x.x",
        "example: no longer there, but still deployed: gone-dev",
        "  destroy them from a commit that has them: cdktf destroy, or the destroy workflow",
      ].join("\n"),
    );
  });
});
