import { formatProblem } from "../../../constructs/core/errors";
import type { AcceptedFindings } from "../../../guardrails/checkov/accepted";
import { compareWithAccepted } from "../../../operations/checkov/compare";

const RUN = {
  version: "3.3.30",
  day: "2026-01-01",
  passed: 1,
  findings: {
    CKV_AWS_1: {
      name: "Ensure it is so",
      at: ["shop/data-dev/aws_db_instance.a", "shop/data-prod/aws_db_instance.a"],
    },
  },
};

const problems = (...accepted: AcceptedFindings[]) => compareWithAccepted(RUN, accepted).map(formatProblem);

describe("the comparison of a Checkov run with the accepted findings", () => {
  it("has nothing to say when every finding is covered", () => {
    expect(problems({ check: "CKV_AWS_1", at: ["shop/data-*/aws_db_instance.a"], because: "so" })).toEqual(
      [],
    );
  });

  it("names a finding that no entry covers", () => {
    expect(problems({ check: "CKV_AWS_1", at: ["shop/data-dev/*"], because: "so" })).toEqual([
      "CKV_AWS_1 at shop/data-prod/aws_db_instance.a: is mended, or accepted with a reason, got Ensure it is so; " +
        "mend it, or list it in guardrails/checkov/accepted.ts",
    ]);
  });

  it("covers no finding of another check", () => {
    expect(problems({ check: "CKV_AWS_2", at: ["shop/*/*"], because: "so" })).toHaveLength(3);
  });

  it("names each place of an entry that covers nothing", () => {
    expect(
      problems({
        check: "CKV_AWS_1",
        at: ["shop/*/aws_db_instance.*", "shop/edge-*/*"],
        because: "it was so",
      }),
    ).toEqual([
      "accepted CKV_AWS_1 at shop/edge-*/*: covers a finding, got it was so; " +
        "remove it from guardrails/checkov/accepted.ts; nothing there is found any more",
    ]);
  });

  it("refuses a blank reason", () => {
    expect(problems({ check: "CKV_AWS_1", at: ["shop/*/*"], because: " " })).toEqual([
      "accepted CKV_AWS_1: has a reason, got  ; say why it stands",
    ]);
  });

  it("lets a star stand for anything but a slash, and a dot for itself", () => {
    expect(problems({ check: "CKV_AWS_1", at: ["shop/*"], because: "so" })).toHaveLength(3);
    expect(problems({ check: "CKV_AWS_1", at: ["shop/*/aws_db_instanceXa"], because: "so" })).toHaveLength(3);
  });
});
