import type { WorkflowSpec } from "../../../constructs/jobs/job-spec";
import { jobProblems, type JobTimes, workflowProblems } from "../../../constructs/jobs/workflow-rules";

const JOBS: Readonly<Record<string, JobTimes>> = {
  settle: { timeoutMinutes: 90, retries: 2 },
  report: { timeoutMinutes: 30, retries: 0 },
};
const NIGHTLY: WorkflowSpec = {
  description: "Settles the day",
  steps: ["settle", "report"],
  deadlineMinutes: 120,
  schedule: { expression: "cron(0 1 * * ? *)", timezone: "Asia/Tokyo", windowMinutes: 15 },
};
const told = (problems: readonly { path: string; rule: string; got: unknown }[]) =>
  problems.map(({ path, rule, got }) => `${path}: ${rule}, got ${String(got)}`);

describe("rules of jobs and workflows", () => {
  test.each<[string, Partial<WorkflowSpec>]>([
    ["steps whose time is the deadline", {}],
    ["one step", { steps: ["report"] }],
    ["no schedule", { schedule: undefined }],
    ["a rate", { schedule: { expression: "rate(1 hour)", timezone: "UTC" } }],
    ["the longest window", { schedule: { ...NIGHTLY.schedule!, windowMinutes: 1440 } }],
  ])("EN-246: a workflow may have %s", (_case, change) => {
    expect(workflowProblems({ ...NIGHTLY, ...change }, JOBS, "w")).toEqual([]);
  });

  test.each<[string, Partial<WorkflowSpec>, string]>([
    ["no step", { steps: [] }, "w.steps: has a step, got none"],
    ["a step that is no job", { steps: ["settle", "print"] }, "w.steps[1]: is a job, got print"],
    ["a step twice", { steps: ["report", "report"] }, "w.steps[1]: is a step once, got report"],
    [
      "a deadline that its steps can miss",
      { deadlineMinutes: 119 },
      "w.deadlineMinutes: is at least the 120 minutes that its steps may take, got 119",
    ],
    [
      "a deadline of half a minute",
      { steps: [], deadlineMinutes: 0.5 },
      "w.deadlineMinutes: must be a whole number of minutes, 1 or more, got 0.5",
    ],
    [
      "a cron expression of five fields",
      { schedule: { expression: "cron(0 1 * * *)", timezone: "UTC" } },
      "w.schedule.expression: must be cron(…) of six fields or rate(…), got cron(0 1 * * *)",
    ],
    [
      "an unknown time zone",
      { schedule: { expression: "rate(1 day)", timezone: "Asia/Tokio" } },
      "w.schedule.timezone: must be the IANA name of a time zone, got Asia/Tokio",
    ],
    [
      "a window of more than a day",
      { schedule: { ...NIGHTLY.schedule!, windowMinutes: 1441 } },
      "w.schedule.windowMinutes: must be 1 to 1440 minutes, got 1441",
    ],
  ])("EN-246: refuses %s", (_case, change, message) => {
    expect(told(workflowProblems({ ...NIGHTLY, ...change }, JOBS, "w"))).toContain(message);
  });

  test("EN-232: a job may be tried eleven times", () => {
    expect(jobProblems({ timeoutMinutes: 1, retries: 10 }, "j")).toEqual([]);
  });

  test.each<[JobTimes, string]>([
    [{ timeoutMinutes: 1, retries: 11 }, "j.retries: must be 0 to 10, got 11"],
    [{ timeoutMinutes: 1, retries: -1 }, "j.retries: must be 0 to 10, got -1"],
    [
      { timeoutMinutes: 0, retries: 0 },
      "j.timeoutMinutes: must be a whole number of minutes, 1 or more, got 0",
    ],
  ])("EN-232: refuses %j", (job, message) => {
    expect(told(jobProblems(job, "j"))).toEqual([message]);
  });
});
