import fs from "node:fs";
import { type Phase } from "../../../operations/rehearsal/phases";
import { describeWithTerraform } from "../../support/terraform";
import { type Pair } from "./fixtures/pair";
import { openTheatre, type Theatre, through } from "./fixtures/theatre";

/** A fault, and the words by which the rehearsal must name it. */
interface Fault {
  readonly name: string;
  readonly make: (pair: Pair) => void;
  readonly named: RegExp;
  /** @default ["init", "validate"] */
  readonly phases?: readonly Phase[];
}

const FAULTS: readonly Fault[] = [
  {
    name: "an unknown argument",
    make: ({ producer }) => {
      producer.vpc.addOverride("cidr_blok", "10.0.0.0/16");
    },
    named: /Extraneous JSON object property[\s\S]*"cidr_blok"/,
  },
  {
    name: "a missing required argument",
    make: ({ producer }) => {
      producer.addOverride("resource.aws_subnet.bare", { cidr_block: "10.0.9.0/24" });
    },
    named: /argument "vpc_id" is required/,
  },
  {
    name: "null for a required argument",
    make: ({ producer }) => {
      producer.subnet.addOverride("vpc_id", "${null}");
    },
    named: /argument "vpc_id" is required/,
  },
  {
    name: "a missing required argument of a block",
    make: ({ consumer }) => {
      consumer.targets.addOverride("stickiness", { enabled: true });
    },
    named: /argument "type" is required/,
  },
  {
    name: "one block too many",
    make: ({ consumer }) => {
      consumer.targets.addOverride("health_check", [{ path: "/a" }, { path: "/b" }]);
    },
    named: /Too many health_check blocks/,
  },
  {
    name: "a value of the wrong type",
    make: ({ consumer }) => {
      consumer.targets.addOverride("port", "eighty");
    },
    named: /Incorrect attribute value type[\s\S]*port/,
  },
  {
    name: "a value for what only the provider sets",
    make: ({ producer }) => {
      producer.vpc.addOverride("arn", "arn:aws:ec2:ap-northeast-1:111111111111:vpc/vpc-1");
    },
    named: /Value for unconfigurable attribute[\s\S]*"arn"/,
  },
  {
    name: "a cycle",
    make: ({ producer }) => {
      producer.vpc.addOverride("depends_on", ["aws_subnet.subnet"]);
    },
    named: /Cycle: [\s\S]*aws_(vpc|subnet)/,
  },
  {
    name: "a reference to nothing",
    make: ({ producer }) => {
      producer.subnet.addOverride("vpc_id", "${aws_vpc.other.id}");
    },
    named: /Reference to undeclared resource[\s\S]*"aws_vpc" "other"/,
  },
  {
    name: "a type that the provider does not have",
    make: ({ producer }) => {
      producer.addOverride("resource.aws_vpcs.x", { cidr_block: "10.0.0.0/16" });
    },
    named: /does not support resource type "aws_vpcs"/,
  },
  {
    name: "a breach that only the provider would see",
    make: ({ consumer }) => {
      consumer.targets.addOverride("name", "a-name-that-is-longer-than-thirty-two-characters");
    },
    named: /name must be 1 to 32 characters long, got "a-name-/,
  },
  {
    name: "for_each over what is not known",
    make: ({ producer }) => {
      producer.subnet.addOverride("for_each", "${toset([aws_vpc.vpc.id])}");
    },
    named: /Invalid for_each argument/,
    phases: ["init", "validate", "plan"],
  },
];

describeWithTerraform("a rehearsal names", () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre();
  });
  afterAll(() => theatre.close());

  test.each(FAULTS)("$name", async ({ make, named, phases = ["init", "validate"] }) => {
    // GIVEN a stack with the fault
    const stages = theatre.stages(make);
    const results = [
      await through(stages.producer, ...phases),
      await through(stages.consumer, "init", "validate"),
    ];
    // WHEN Terraform meets it THEN it fails in the fault's words
    const errors = results.map(({ error }) => error ?? "").join("\n");
    expect(errors.replaceAll(/\s+/g, " ")).toMatch(new RegExp(named.source.replaceAll("[\\s\\S]*", ".*")));
  });

  test("nothing in the pair without a fault", async () => {
    const { producer, consumer } = theatre.stages(() => undefined);
    const everything: readonly Phase[] = ["init", "validate", "plan", "apply", "re-plan"];
    expect(await through(producer, ...everything)).toMatchObject({ phase: "re-plan", ok: true });
    expect(await through(consumer, ...everything)).toMatchObject({ phase: "re-plan", ok: true });
  });

  test("an upstream that was never deployed", async () => {
    const { consumer } = theatre.stages(() => undefined);
    const result = await through(consumer, "init", "plan");
    expect(result).toMatchObject({
      phase: "plan",
      ok: false,
      error: expect.stringContaining("Unable to find remote state"),
    });
  });

  test("an upstream output that is missing", async () => {
    // GIVEN a producer that was deployed with its output under another name
    const { producer, consumer } = theatre.stages(() => undefined);
    const file = producer.workspace.workspaceFile;
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll("cross-stack-output-", "renamed-"));
    expect(await through(producer, "init", "plan", "apply")).toMatchObject({ ok: true });
    // WHEN the consumer is planned THEN the output is named
    const result = await through(consumer, "init", "plan");
    expect(result.error).toMatch(/Unsupported attribute[\s\S]*cross-stack-output-aws_vpc/);
  });
});
