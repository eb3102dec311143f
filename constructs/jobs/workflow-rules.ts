import type { Problem } from "../core/errors";
import { timezoneProblems } from "../core/clock";
import type { JobSpec, WorkflowSchedule, WorkflowSpec } from "./job-spec";

const MOST_RETRIES = 10;
const LONGEST_WINDOW_MINUTES = 1440;
/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const EXPRESSION = /^(?:cron\((?:\S+ ){5}\S+\)|rate\([1-9]\d* (?:minute|hour|day)s?\))$/;

/** What rules need to know of a job. */
export type JobTimes = Pick<JobSpec, "timeoutMinutes" | "retries">;

/**
 * What is wrong with how long and how often a job runs.
 *
 * @param path - where the job stands
 */
export function jobProblems({ timeoutMinutes, retries }: JobTimes, path: string): readonly Problem[] {
  return [
    ...minutesProblems(timeoutMinutes, `${path}.timeoutMinutes`),
    ...(Number.isInteger(retries) && retries >= 0 && retries <= MOST_RETRIES
      ? []
      : [
          {
            path: `${path}.retries`,
            rule: `must be 0 to ${MOST_RETRIES}`,
            got: retries,
            fix: "mend what fails more often",
          },
        ]),
  ];
}

/**
 * What is wrong with a workflow: steps that are no jobs, a deadline that its steps can miss without failing, a schedule
 * that Scheduler does not know.
 *
 * @param jobs - all jobs by key
 * @param path - where the workflow stands
 */
export function workflowProblems(
  { steps, deadlineMinutes, schedule }: WorkflowSpec,
  jobs: Readonly<Record<string, JobTimes>>,
  path: string,
): readonly Problem[] {
  return [
    ...stepProblems(steps, Object.keys(jobs), path),
    ...minutesProblems(deadlineMinutes, `${path}.deadlineMinutes`),
    ...deadlineProblems(steps, deadlineMinutes, jobs, path),
    ...(schedule ? scheduleProblems(schedule, `${path}.schedule`) : []),
  ];
}

function stepProblems(steps: readonly string[], known: readonly string[], path: string): readonly Problem[] {
  if (steps.length === 0) {
    return [{ path: `${path}.steps`, rule: "has a step", got: "none", fix: "name a job, or leave it out" }];
  }
  return steps.flatMap((step, index) => [
    ...(known.includes(step)
      ? []
      : [
          {
            path: `${path}.steps[${index}]`,
            rule: "is a job",
            got: step,
            fix: `use one of ${known.join(", ") || "none: add one"}`,
          },
        ]),
    ...(steps.indexOf(step) === index
      ? []
      : [{ path: `${path}.steps[${index}]`, rule: "is a step once", got: step, fix: "remove one" }]),
  ]);
}

/** Without the retries: whoever wants room for them makes the deadline longer. */
function deadlineProblems(
  steps: readonly string[],
  deadlineMinutes: number,
  jobs: Readonly<Record<string, JobTimes>>,
  path: string,
): readonly Problem[] {
  const together = steps.reduce((sum, step) => sum + (jobs[step]?.timeoutMinutes ?? 0), 0);
  return deadlineMinutes >= together
    ? []
    : [
        {
          path: `${path}.deadlineMinutes`,
          rule: `is at least the ${together} minutes that its steps may take`,
          got: deadlineMinutes,
          fix: "lengthen it, or shorten a step's timeout",
        },
      ];
}

function scheduleProblems(
  { expression, timezone, windowMinutes = 1 }: WorkflowSchedule,
  path: string,
): readonly Problem[] {
  return [
    ...(EXPRESSION.test(expression)
      ? []
      : [
          {
            path: `${path}.expression`,
            rule: "must be cron(…) of six fields or rate(…)",
            got: expression,
            fix: "write it like cron(0 2 * * ? *)",
          },
        ]),
    ...timezoneProblems(timezone, `${path}.timezone`),
    ...(Number.isInteger(windowMinutes) && windowMinutes >= 1 && windowMinutes <= LONGEST_WINDOW_MINUTES
      ? []
      : [
          {
            path: `${path}.windowMinutes`,
            rule: `must be 1 to ${LONGEST_WINDOW_MINUTES} minutes`,
            got: windowMinutes,
            fix: "choose a number of that range, or leave it out",
          },
        ]),
  ];
}

function minutesProblems(minutes: number, path: string): readonly Problem[] {
  return Number.isInteger(minutes) && minutes >= 1
    ? []
    : [
        {
          path,
          rule: "must be a whole number of minutes, 1 or more",
          got: minutes,
          fix: "say how long it may take",
        },
      ];
}
