import type { StatedAcknowledgement } from "../../../constructs/core/acknowledgement";
import { evaluate } from "../../../guardrails/evaluate";
import { cannotTell, type GuardRail, notCompliant } from "../../../guardrails/guard-rail";
import { Workspace } from "../../../guardrails/workspace";
import { guardRailReport, isClean } from "../../../operations/guardrails/report";
import { guardRailSarif } from "../../../operations/guardrails/sarif";
import { guardRailText } from "../../../operations/guardrails/text";

const RULE: GuardRail = {
  id: "TST-001",
  title: "A queue is good",
  why: "bad queues are bad",
  fix: "make it good",
  controls: { fsbp: ["SQS.1"], cis: ["9.9"], checkov: ["CKV_AWS_27"] },
  types: ["aws_sqs_queue"],
  check: ({ attributes: { verdicts } }) =>
    (verdicts as string[]).map((got) => (got === "unknown" ? cannotTell("${var.it}") : notCompliant(got))),
};

const EXCEPTION: StatedAcknowledgement = {
  id: "TST-001",
  path: "data-dev/accepted",
  reason: "it ends next month",
  expires: "2026-02-01",
};

/** The evaluation of a stack whose queues have these verdicts. */
function stack(
  queues: Readonly<Record<string, readonly string[]>>,
  exceptions: StatedAcknowledgement[] = [],
) {
  const workspace = new Workspace(
    {
      resource: {
        aws_sqs_queue: Object.fromEntries(
          Object.entries(queues).map(([name, verdicts]) => [
            name,
            { "//": { metadata: { path: `data-dev/${name}` } }, verdicts },
          ]),
        ),
      },
    },
    { protection: "disposable", account: "111111111111", region: "ap-northeast-1" },
  );
  return { stackId: "data-dev", ...evaluate(workspace, [RULE], exceptions, "2026-01-01") };
}

const report = (...stacks: ReturnType<typeof stack>[]) =>
  guardRailReport([{ system: "example", stacks }], [RULE]);
const MIXED = report(
  stack({ fine: [], broken: ["red", "blue"], accepted: ["green"], later: ["unknown"] }, [EXCEPTION]),
);

describe("the report of the guard rails", () => {
  it("counts resources, breaches, exceptions and what one cannot tell", () => {
    const [{ rule: _rule, ...counts } = { rule: RULE }] = MIXED.rules;
    expect(counts).toEqual({ checked: 4, compliant: 1, notCompliant: 2, cannotTell: 1, acknowledged: 1 });
  });

  it("shows each exception with its reason, its end and what it covers", () => {
    expect(MIXED.exceptions).toEqual([{ ...EXCEPTION, system: "example", covers: 1 }]);
  });

  it("is clean when only exceptions and undecided values are left", () => {
    expect(isClean(report(stack({ accepted: ["green"], later: ["unknown"] }, [EXCEPTION])))).toBe(true);
  });

  it("is not clean with a breach, nor with an exception that covers nothing", () => {
    expect(isClean(MIXED)).toBe(false);
    expect(isClean(report(stack({ accepted: [] }, [EXCEPTION])))).toBe(false);
  });
});

describe("the report for a terminal", () => {
  it("has a row for each rule, then what stands against them, then the exceptions", () => {
    expect(guardRailText(MIXED)).toBe(
      [
        " rule                          checked    compliant    not compliant    cannot tell    acknowledged",
        " TST-001    A queue is good          4            1                2              1               1",
        "",
        "Not compliant:",
        "  TST-001 at example/data-dev/broken: A queue is good, got red; make it good",
        "  TST-001 at example/data-dev/broken: A queue is good, got blue; make it good",
        "",
        "Cannot tell before Terraform runs:",
        "  TST-001 at example/data-dev/later: A queue is good, got ${var.it}",
        "",
        "Exceptions:",
        "  TST-001: it ends next month, until 2026-02-01",
        "    at example/data-dev/accepted",
        "",
        "1 stacks of example: not clean",
      ].join("\n"),
    );
  });

  it("leaves out what there is none of", () => {
    expect(guardRailText(report(stack({ fine: [] })))).toMatch(/0 {15}0\n\n1 stacks of example: clean$/);
  });
});

describe("the report as SARIF", () => {
  const { runs } = guardRailSarif(MIXED) as {
    runs: [{ tool: { driver: { rules: object[] } }; results: Record<string, unknown>[] }];
  };

  it("says of each rule what it is, why, how to mend it and which controls it serves", () => {
    expect(runs[0].tool.driver.rules).toEqual([
      {
        id: "TST-001",
        shortDescription: { text: "A queue is good" },
        fullDescription: { text: "Otherwise bad queues are bad." },
        help: { text: "To mend it, make it good. Serves AWS FSBP SQS.1, CIS 9.9, CKV_AWS_27." },
        properties: { tags: ["security", "AWS FSBP SQS.1", "CIS 9.9", "CKV_AWS_27"] },
      },
    ]);
  });

  it("makes breaches errors, and notes of what one cannot tell", () => {
    expect(runs[0].results.map(({ level }) => level)).toEqual(["error", "error", "error", "note"]);
  });

  it("suppresses what an exception covers, with its reason", () => {
    expect(runs[0].results.map(({ suppressions }) => suppressions)).toEqual([
      undefined,
      undefined,
      [{ kind: "inSource", justification: "it ends next month" }],
      undefined,
    ]);
  });

  it("points to the system's composition and names the construct", () => {
    expect(runs[0].results[0]).toEqual({
      ruleId: "TST-001",
      level: "error",
      message: { text: "example/data-dev/broken: A queue is good, got red; make it good." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "systems/example/system.ts" },
            region: { startLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: "example/data-dev/broken", kind: "resource" }],
        },
      ],
      partialFingerprints: { "construct/v1": "TST-001 example/data-dev/broken aws_sqs_queue" },
    });
  });
});
