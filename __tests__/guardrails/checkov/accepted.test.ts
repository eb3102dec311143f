import { formatProblem } from "../../../constructs/core/errors";
import { ACCEPTED_FINDINGS } from "../../../guardrails/checkov/accepted";
import { compareWithAccepted } from "../../../operations/checkov/compare";
import { recordedRun } from "./recorded-run";

/** Checks over several resources come first, as Checkov numbers them by themselves. */
const family = (check: string) => (check.startsWith("CKV2_") ? "1" : "2");

describe("the list of Checkov's accepted findings", () => {
  const recorded = recordedRun();

  it("stands against a run over every system", () => {
    const systems = Object.values(recorded.findings).flatMap(({ at }) =>
      at.map((place) => place.split("/")[0]),
    );
    expect([...new Set(systems)].sort()).toEqual([
      "aws-practice",
      "ecs-web",
      "enterprise",
      "openwan",
      "serverless-web",
    ]);
    expect(recorded.version).toBe("3.3.30");
    expect(recorded.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("covers every finding of that run, and nothing else", () => {
    expect(compareWithAccepted(recorded, ACCEPTED_FINDINGS).map(formatProblem)).toEqual([]);
  });

  it("is in the order of the ids, so that an entry is found where it is looked for", () => {
    const ids = ACCEPTED_FINDINGS.map(({ check }) => check);
    const inOrder = [...ids].sort(
      (a, b) => family(a).localeCompare(family(b)) || Number(a.split("_")[2]) - Number(b.split("_")[2]),
    );
    expect(ids).toEqual(inOrder);
  });
});
