import type { StatedAcknowledgement } from "../../constructs/core/acknowledgement";
import { type Evaluation, evaluate, problemsOf } from "../../guardrails/evaluate";
import { cannotTell, type GuardRail, notCompliant } from "../../guardrails/guard-rail";
import { Workspace } from "../../guardrails/workspace";

const TODAY = "2026-06-30";

const RULE: GuardRail = {
  id: "TST-001",
  title: "A queue is good",
  why: "bad queues are bad",
  fix: "make it good",
  controls: {},
  types: ["aws_sqs_queue"],
  check: ({ attributes: { name } }) =>
    name === "bad" ? [notCompliant("bad")] : name === "good" ? [] : [cannotTell("unknown name")],
};

const at = (path: string, name: string) => ({ "//": { metadata: { path } }, name });
const workspace = new Workspace(
  {
    resource: {
      aws_sqs_queue: {
        one: at("data-dev/jobs/queue", "bad"),
        two: at("data-dev/jobs-later/queue", "good"),
        three: at("data-dev/other/queue", "${var.name}"),
      },
    },
  },
  { protection: "disposable", account: "111111111111", region: "ap-northeast-1" },
);

const stated = (path: string, more: Partial<StatedAcknowledgement> = {}): StatedAcknowledgement => ({
  id: "TST-001",
  path,
  reason: "it is only a test",
  ...more,
});
const evaluated = (...acknowledgements: StatedAcknowledgement[]): Evaluation =>
  evaluate(workspace, [RULE], acknowledgements, TODAY);

describe("evaluation of guard rails", () => {
  it("tells three outcomes apart and counts what was looked at", () => {
    const { findings, checked } = evaluated();
    expect(findings.map(({ resource, outcome, got }) => [resource.path, outcome, got])).toEqual([
      ["data-dev/jobs/queue", "not-compliant", "bad"],
      ["data-dev/other/queue", "cannot-tell", "unknown name"],
    ]);
    expect(checked).toEqual({ "TST-001": 3 });
  });

  it("fails a synthesis by breaches, not by what one cannot tell", () => {
    expect(problemsOf(evaluated())).toEqual([
      {
        path: "TST-001 at data-dev/jobs/queue",
        rule: "A queue is good",
        got: "bad",
        fix: "make it good",
      },
    ]);
  });

  it.each(["data-dev/jobs/queue", "data-dev/jobs", "data-dev"])(
    "lets an exception at %s cover the breach",
    (path) => {
      expect(problemsOf(evaluated(stated(path)))).toEqual([]);
    },
  );

  it("does not take a path that begins alike for one above", () => {
    expect(problemsOf(evaluated(stated("data-dev/jobs-later"))).map(({ rule }) => rule)).toEqual([
      "A queue is good",
      "covers a finding",
    ]);
  });

  it("takes the nearest of two exceptions, so that the farther one is found useless", () => {
    const near = stated("data-dev/jobs", { reason: "near" });
    const { findings, staleAcknowledgements } = evaluate(
      new Workspace(
        { resource: { aws_sqs_queue: { one: at("data-dev/jobs/queue", "bad") } } },
        workspace.environment,
      ),
      [RULE],
      [stated("data-dev", { reason: "far" }), near],
      TODAY,
    );
    expect(findings[0]?.acknowledgement).toBe(near);
    expect(staleAcknowledgements).toEqual([
      {
        path: "acknowledgement of TST-001 at data-dev",
        rule: "covers a finding",
        got: "far",
        fix: "remove it; nothing there breaks the rule",
      },
    ]);
  });

  it("refuses an exception of a rule that does not exist", () => {
    expect(problemsOf(evaluated(stated("data-dev"), stated("data-dev", { id: "TST-999" })))).toEqual([
      {
        path: "acknowledgement of TST-999 at data-dev",
        rule: "names a guard rail",
        got: "TST-999",
        fix: "correct the id, or remove it",
      },
    ]);
  });

  it("refuses an exception from the day after it expired", () => {
    expect(problemsOf(evaluated(stated("data-dev", { expires: "2026-06-30" })))).toEqual([]);
    expect(problemsOf(evaluated(stated("data-dev", { expires: "2026-06-29" })))).toEqual([
      {
        path: "acknowledgement of TST-001 at data-dev",
        rule: "has not expired (today is 2026-06-30)",
        got: "2026-06-29",
        fix: "mend what it covers, or review the reason and state a later day",
      },
    ]);
  });
});
