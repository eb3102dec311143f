import { affectedAnswer } from "../../../operations/delivery/affected/affected";
import type { ResourceChange, StackPlan } from "../../../operations/delivery/plan/stack-plan";
import { summarizePlan } from "../../../operations/delivery/plan/summarize";
import { COMMENT_LIMIT, REPORT_MARKER, reportMarkdown } from "../../../operations/delivery/report/markdown";
import { collectReport, isWhole } from "../../../operations/delivery/report/report";
import { code, diffLines, fenced, shown } from "../../../operations/delivery/report/text";
import { planOf, resourceChange, stackOf, terraformPlan } from "../../support/delivery-fixture/plans";

function change(address: string, rest: Partial<ResourceChange> = {}): ResourceChange {
  const type = address.split(".")[0] ?? "";
  return {
    address,
    type,
    construct: `app/${address}`,
    action: "create",
    stateful: false,
    attributes: [],
    ...rest,
  };
}

const markdownOf = (...plans: StackPlan[]) => reportMarkdown(collectReport(plans, []));

describe("a report as Markdown", () => {
  it("has a table for each environment with every result", () => {
    const text = markdownOf(
      planOf("network-dev", { changes: [change("a.b"), change("a.c", { action: "update" })] }),
      planOf("data-dev", { status: "preview", after: ["network-dev"], changes: [change("a.d")] }),
      planOf("edge-dev", { status: "not plannable yet", after: ["data-dev"], error: "Invalid for_each" }),
      planOf("alarm-dev"),
      planOf("service-prod", { status: "failed", error: "Error: no such thing" }),
      planOf("queue-prod", { outputs: [{ name: "url", action: "update", after: { value: 1 } }] }),
    );

    expect(text).toContain(
      [
        "### example dev",
        "",
        "| Stack | Add | Change | Replace | Destroy | Result |",
        "| :- | -: | -: | -: | -: | :- |",
        "| `network-dev` | 1 | 1 | 0 | 0 | planned |",
        "| `data-dev` | 1 | 0 | 0 | 0 | after `network-dev` is deployed |",
        "| `edge-dev` | | | | | **not plannable yet**, after `data-dev` is deployed |",
        "| `alarm-dev` | 0 | 0 | 0 | 0 | no change |",
        "",
        "### example prod",
        "",
        "| Stack | Add | Change | Replace | Destroy | Result |",
        "| :- | -: | -: | -: | -: | :- |",
        "| `service-prod` | | | | | **failed** |",
        "| `queue-prod` | 0 | 0 | 0 | 0 | outputs only |",
      ].join("\n"),
    );
    expect(
      text.startsWith(`${REPORT_MARKER}\n\n## Terraform plan: 4 stacks change, 1 could not be planned\n`),
    ).toBe(true);
  });

  it("calls out first what destroys or replaces data, and nothing else", () => {
    const text = markdownOf(
      planOf("data-prod", {
        changes: [
          change("aws_rds_cluster.main", { action: "replace", stateful: true }),
          change("aws_s3_bucket.logs", { action: "destroy", stateful: true }),
          change("aws_s3_bucket.kept", { action: "update", stateful: true }),
          change("aws_iam_role.gone", { action: "destroy" }),
        ],
      }),
    );

    const callout = text.slice(0, text.indexOf("###"));
    expect(callout).toContain(
      [
        "> [!CAUTION]",
        "> **What holds data is destroyed or replaced**",
        ">",
        "> - `data-prod` replaces `aws_rds_cluster.main`. A protected environment wants in this pull request: `approve-destroy: data-prod/aws_rds_cluster.main`",
        "> - `data-prod` destroys `aws_s3_bucket.logs`. A protected environment wants in this pull request: `approve-destroy: data-prod/aws_s3_bucket.logs`",
      ].join("\n"),
    );
    expect(callout).not.toMatch(/kept|gone/);
    expect(markdownOf(planOf("a-dev", { changes: [change("a.b")] }))).not.toContain("CAUTION");
  });

  it("groups changes by construct path, with both sides", () => {
    expect(
      diffLines({
        changes: [
          change("aws_subnet.z", {
            construct: "network/app/z",
            attributes: [{ path: "cidr", after: { value: "10.0.0.0/24" } }],
          }),
          change("aws_db.r", {
            construct: "aurora/r",
            action: "replace",
            attributes: [
              { path: "name", before: { value: "a" }, after: { value: "b" }, forcesReplacement: true },
            ],
          }),
          change("aws_subnet.y", { construct: "network/app/y", action: "destroy" }),
          change("aws_vpc.v", {
            construct: "vpc",
            action: "update",
            attributes: [{ path: "p", before: { hidden: "sensitive" }, after: { hidden: "unknown" } }],
          }),
        ],
        outputs: [{ name: "o", action: "create", after: { value: [1] } }],
      }),
    ).toEqual([
      "@@ aurora @@",
      "! aws_db.r  is replaced",
      '-     name = "a"',
      '+     name = "b"  # forces replacement',
      "@@ network/app @@",
      "+ aws_subnet.z",
      '+     cidr = "10.0.0.0/24"',
      "- aws_subnet.y  is destroyed",
      "@@ vpc @@",
      "! aws_vpc.v",
      "-     p = (sensitive value)",
      "+     p = (known after apply)",
      "@@ outputs @@",
      "+ o = [1]",
    ]);
  });

  it("draws what changes as a Mermaid graph", () => {
    const text = markdownOf(
      planOf("network-dev", { changes: [change("a.b")] }),
      planOf("data-dev", {
        dependencies: ["network-dev"],
        changes: [change("a.c", { action: "destroy", construct: 'odd"<name>/x' })],
      }),
      planOf("calm-dev"),
    );

    expect(text).toContain(
      [
        "```mermaid",
        "flowchart LR",
        '  s0["network-dev<br/>1 add"]:::add',
        '  s0c0(["app"]):::add',
        "  s0 -.- s0c0",
        '  s1["data-dev<br/>1 destroy"]:::destroy',
        '  s1c0(["odd#quot;#lt;name#gt;"]):::destroy',
        "  s1 -.- s1c0",
        "  s0 --> s1",
        "  classDef add",
      ].join("\n"),
    );
    expect(text).not.toContain('["calm-dev');
    expect(markdownOf(planOf("calm-dev"))).not.toContain("mermaid");
  });

  it("takes content literally, whatever it holds", () => {
    expect(fenced("diff", "a ```` b")).toBe("`````diff\na ```` b\n`````");
    expect(code("a|b\n`c` @team")).toBe("`` a\\|b `c` @team ``");
    expect(shown({ value: "x".repeat(500) })).toBe(`"${"x".repeat(399)}… (502 characters)`);
  });
});

describe("a report in a comment", () => {
  const long = (stack: string, size: number) =>
    planOf(stack, {
      changes: Array.from({ length: Math.ceil(size / 300) }, (_, index) =>
        change(`aws_x.n${index}`, { attributes: [{ path: "a", after: { value: "v".repeat(260) } }] }),
      ),
    });
  const cut = (...plans: StackPlan[]) =>
    reportMarkdown(collectReport(plans, []), {
      limit: COMMENT_LIMIT,
      artifactUrl: "https://example.com/run",
    });

  it("of 70,000 characters is cut at a whole stack, and points to the rest", () => {
    const plans = [long("first-dev", 30_000), long("second-dev", 45_000), long("third-dev", 5000)];
    expect(reportMarkdown(collectReport(plans, [])).length).toBeGreaterThan(70_000);

    const text = cut(...plans);

    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(text).toContain("<b>first-dev</b>");
    expect(text).not.toContain("<b>second-dev</b>");
    expect(text).toContain("<b>third-dev</b>");
    expect(text).toContain("| `second-dev` | 150 | 0 | 0 | 0 | planned |");
    expect(
      text.endsWith(
        "**Not shown for want of room:** `example/second-dev`. Read them in [the artifact](https://example.com/run).",
      ),
    ).toBe(true);
  });

  it("is whole where it fits", () => {
    expect(cut(long("first-dev", 30_000))).toBe(markdownOf(long("first-dev", 30_000)));
  });

  it("fits with a thousand stacks", () => {
    const plans = Array.from({ length: 1000 }, (_, index) =>
      planOf(`layer${index}-dev`, { changes: [change("a.b")] }),
    );

    const text = cut(...plans);

    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toContain("artifact");
    expect(cut(...plans, ...plans).length).toBeLessThanOrEqual(COMMENT_LIMIT);
  });

  it("of a large plan is whole (what it costs is in the bench)", () => {
    // GIVEN 1500 resources of 40 attributes each, of which a third change in four of them and some are new
    const body = (changed: number) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [
          `attribute_${index}`,
          { nested: [{ index, value: index % 10 === 0 ? changed : 0 }] },
        ]),
      );
    const plan = terraformPlan(
      ...Array.from({ length: 1500 }, (_, index) =>
        index % 15 === 0
          ? resourceChange(`aws_x.n${index}`, { actions: ["create"], before: null, after: body(1) })
          : index % 3 === 1
            ? resourceChange(`aws_x.n${index}`, { actions: ["update"], before: body(1), after: body(2) })
            : resourceChange(`aws_x.n${index}`, { actions: ["no-op"], before: body(1), after: body(1) }),
      ),
    );
    const text = JSON.stringify(plan);
    expect(text.length).toBeGreaterThan(5_000_000);

    // WHEN it is reported
    const summary = summarizePlan(JSON.parse(text) as typeof plan, {
      stack: stackOf("big-dev"),
      consumes: [],
    });
    const report = cut(summary);

    expect(report).toContain("| `big-dev` | 100 | 500 | 0 | 0 | planned |");
  });
});

describe("what a report puts together", () => {
  const affected = affectedAnswer("main", "HEAD", [
    {
      system: "example",
      environments: [
        {
          name: "dev",
          stacks: ["network-dev", "data-dev"].map((name) => ({ name, dependencies: [], reasons: [] })),
        },
      ],
      removed: ["old-dev"],
    },
  ]);
  const pending = (name: string) => [
    { name, action: "update" as const, before: { value: 1 }, after: { value: 2 } },
  ];
  const consumes = [{ stack: "network-dev", outputs: ["vpc"] }];

  it("says which plan is missing, which file is broken, which stack is gone, and which plan is of no affected stack", () => {
    const report = collectReport(
      [planOf("network-dev"), planOf("stray-dev")],
      [{ file: "plans/example/x.json", fault: "it is empty" }],
      affected,
    );
    const text = reportMarkdown(report);

    expect(report.ignored).toEqual(["example/stray-dev"]);
    expect(isWhole(report)).toBe(false);
    expect(text).toContain(
      [
        "> [!IMPORTANT]",
        "> **This report is not whole**",
        ">",
        "> - `example/data-dev`: `no plan was made, or it did not arrive`",
        "> - `plans/example/x.json`: `it is empty`",
      ].join("\n"),
    );
    expect(text).toContain("| `data-dev` | | | | | **missing** |");
    expect(text).toContain("> - `example/old-dev`");
    expect(text).not.toContain("stray");
  });

  it("is whole when every affected stack is planned, in their order", () => {
    const report = collectReport([planOf("data-dev"), planOf("network-dev")], [], affected);

    expect(isWhole(report)).toBe(true);
    expect(report.plans.map(({ stack }) => stack)).toEqual(["network-dev", "data-dev"]);
  });

  it("puts producers first where nobody said an order", () => {
    const report = collectReport([planOf("a-dev", { dependencies: ["b-dev"] }), planOf("b-dev")], []);

    expect(report.plans.map(({ stack }) => stack)).toEqual(["b-dev", "a-dev"]);
  });

  it.each<[string, Partial<StackPlan>, readonly string[]]>([
    ["a read output is pending", { outputs: pending("vpc") }, ["network-dev changes vpc"]],
    ["another output is pending", { outputs: pending("other") }, []],
    ["the producer failed", { status: "failed" }, ["network-dev could not be planned"]],
    ["nothing is pending", {}, []],
  ])("marks a consumer as provisional or not: %s", (_what, producer, expected) => {
    const report = collectReport([planOf("network-dev", producer), planOf("data-dev", { consumes })], []);

    expect(report.plans.find(({ stack }) => stack === "data-dev")?.provisional).toEqual(expected);
  });
});
