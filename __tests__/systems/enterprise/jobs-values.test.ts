import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { WorkloadParts } from "../../../systems/enterprise/workload/config";
import { DECISIONS } from "../../../systems/enterprise/workload/decisions/config";
import { FUNCTION } from "../../../systems/enterprise/workload/function/config";
import { functionProblems } from "../../../systems/enterprise/workload/function/schema";
import { JOBS, type JobsConfig } from "../../../systems/enterprise/workload/jobs/config";
import { problemsOf } from "./composed";

describe("the values of the jobs", () => {
  const problemsWith = (change: (jobs: JobsConfig) => JobsConfig): readonly string[] =>
    problemsWithParts((workload) => ({ ...workload, jobs: change(JOBS.dev) }));
  const problemsWithParts = (change: (workload: WorkloadParts) => WorkloadParts): readonly string[] =>
    problemsOf(ORGANIZATION, (config) =>
      config.kind === "workload" && config.environment.tags?.["Env"] === "dev"
        ? { ...config, workload: change(config.workload) }
        : config,
    ).map((problem) => problem.replace("enterprise.dev.workload.", ""));
  const queueWith = (values: Partial<JobsConfig["queue"]>) =>
    problemsWith((jobs) => ({ ...jobs, queue: { ...jobs.queue, ...values } }));

  test("fit together", () => {
    expect(problemsWith((jobs) => jobs)).toEqual([]);
    expect(queueWith({ taskSeconds: 7200, retentionSeconds: 1_209_599 })).toEqual([]);
  });

  test.each<[string, Partial<JobsConfig["queue"]>, string]>([
    [
      "EN-239",
      { taskSeconds: 7201 },
      "jobs.queue.taskSeconds: must be 1 to 7200 seconds, of which SQS hides a job for six times as long, got 7201; divide the work, or make it a job of the batch",
    ],
    [
      "EN-241",
      { maxReceives: 0 },
      "jobs.queue.maxReceives: is 1 to 1000 receives, got 0; choose a number of that range",
    ],
    [
      "EN-245",
      { maxMessageBytes: 1_048_577 },
      "jobs.queue.maxMessageBytes: is 1024 to 1048576 bytes, got 1048577; choose a number of that range",
    ],
    [
      "EN-242",
      { retentionSeconds: 1_209_600 },
      "jobs.queue.retentionSeconds: must be less than the 1209600 seconds for which dead letters are kept, got 1209600; shorten it, or let the application keep jobs in the database",
    ],
  ])("%s: refuses %j", (_row, values, message) => {
    expect(queueWith(values)).toEqual([message]);
  });

  test("EN-239: refuses a worker that never works", () => {
    expect(
      problemsWith((jobs) => ({
        ...jobs,
        worker: { ...jobs.worker, minTasks: 0, maxTasks: 0, waitingJobs: 0 },
      })),
    ).toEqual([
      "jobs.worker.maxTasks: must be 1 or more, got 0; let somebody work",
      "jobs.worker.waitingJobs: must be 1 or more, got 0; say how many jobs may wait",
    ]);
  });

  test("EN-232: refuses a job of the worker's name, and a size that no task has", () => {
    expect(
      problemsWith((jobs) => ({
        ...jobs,
        tasks: {
          ...jobs.tasks,
          worker: { cpu: 300, memoryMiB: 1024, timeoutMinutes: 1, retries: 0, reaches: [] },
        },
      })),
    ).toEqual([
      "jobs.tasks.worker: is the worker's name, got worker; rename it",
      expect.stringMatching(/^jobs\.tasks\.worker\.cpu: must be CPU units that Fargate has, got 300/),
    ]);
  });

  test("EN-246: refuses a workflow of jobs that there are not", () => {
    expect(
      problemsWith(({ tasks: _none, ...jobs }) => ({
        ...jobs,
        tasks: {},
        workflows: { nightly: jobs.workflows["nightly"]! },
      })),
    ).toEqual([
      "jobs.workflows.nightly.steps[0]: is a job, got settle; use one of none: add one",
      "jobs.workflows.nightly.steps[1]: is a job, got report; use one of none: add one",
    ]);
  });

  test("EN-246: refuses another scheduler than the one that is built", () => {
    const problems = problemsWithParts((workload) => ({
      ...workload,
      decisions: {
        ...DECISIONS,
        choices: { scheduler: { use: "mwaa", because: "jobs depend on each other" } },
      },
    }));

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("decisions.choices.scheduler");
  });

  test("EN-219: refuses Lambda without the values of its function", () => {
    const choices = { compute: { use: "lambda", because: "nobody calls it for days" } };
    const lambda = (workload: WorkloadParts): WorkloadParts => ({
      ...workload,
      decisions: { ...DECISIONS, choices },
    });

    expect(problemsWithParts(({ function: _none, ...workload }) => lambda(workload))).toContain(
      "function: is stated, with the images of the services, where the decisions take Lambda, got nothing; state both, or choose a compute with containers",
    );
    expect(problemsWithParts(lambda).filter((problem) => problem.startsWith("function"))).toEqual([]);
  });

  test("EN-232: refuses jobs without the cluster of the services", () => {
    expect(problemsWithParts(({ services: _none, ...workload }) => workload)).toContain(
      "jobs: run in the cluster of the services, as the decisions say, got no services; state both, or leave jobs out",
    );
  });
});

describe("the values of the function behind the API", () => {
  test.each(Object.entries(FUNCTION))("EN-220: fit together in %s", (_stage, values) => {
    expect(functionProblems(values, "function")).toEqual([]);
  });

  test("EN-220: refuses what API Gateway does not wait for", () => {
    expect(functionProblems({ ...FUNCTION.dev, timeoutSeconds: 30 }, "function")).toEqual([
      {
        path: "function.timeoutSeconds",
        rule: "must be 1 to 29 seconds behind API Gateway",
        got: 30,
        fix: "shorten the work, or make it a job",
      },
    ]);
  });
});
