import { ALL_GUARD_RAILS } from "../../guardrails/rules";
import { evaluateSystems } from "../../operations/guardrails/evaluate-systems";
import { guardRailReport, type GuardRailReport } from "../../operations/guardrails/report";
import { guardRailText } from "../../operations/guardrails/text";
import { SYSTEM_IDS } from "../../systems/registry";

describe("all systems under all guard rails", () => {
  let report: GuardRailReport;
  beforeAll(async () => {
    report = guardRailReport(await evaluateSystems(SYSTEM_IDS, {}), ALL_GUARD_RAILS);
  }, 120_000);

  it("break none, and have no exception that nothing needs", () => {
    expect(guardRailText(report).split("\n").at(-1)).toBe(
      `${report.stacks} stacks of ${SYSTEM_IDS.join(", ")}: clean`,
    );
  });

  it("leave nothing that the monitoring catalogue knows without alarms or a reason, in each of them", () => {
    const kinds = report.rules.filter(({ rule }) => rule.id.startsWith("ALM-"));
    expect(kinds.filter(({ notCompliant }) => notCompliant > 0)).toEqual([]);
    const watched = kinds.filter(({ checked }) => checked > 0).map(({ rule }) => rule.id);
    expect(watched).toEqual(expect.arrayContaining(["ALM-002", "ALM-003", "ALM-005", "ALM-007", "ALM-010"]));
  });
});
