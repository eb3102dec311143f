import { blocks, type Inventory, type Resource, strings } from "../inventory";

/** A task that somebody other than a service runs. */
export interface TaskRun {
  /** Its definition. */
  readonly task: Resource;
  /** Who runs it. */
  readonly runner: Resource;
  /** Handles of the security groups that it joins. */
  readonly groups: readonly string[];
  /** Handles of its subnets. */
  readonly subnets: readonly string[];
}

/** Types that run tasks, and name their security groups. */
export const RUNNING_TASKS: readonly string[] = [
  "aws_sfn_state_machine",
  "aws_scheduler_schedule",
  "aws_cloudwatch_event_target",
];

type Json = Readonly<Record<string, unknown>>;

/** Every task that a state machine, a schedule or a rule of EventBridge runs. */
export function tasksRun(inventory: Inventory): readonly TaskRun[] {
  const seen = new Set<Resource>();
  return runsOf(inventory).filter(({ task }) => {
    const isNew = !seen.has(task);
    seen.add(task);
    return isNew;
  });
}

/** Everything that runs a task, also where another runs it too. */
export function runnersOf(inventory: Inventory, task: Resource): readonly Resource[] {
  return runsOf(inventory)
    .filter((run) => run.task === task)
    .map(({ runner }) => runner);
}

/** Every run of every task, one for each place that states it. */
export function runsOf(inventory: Inventory): readonly TaskRun[] {
  return [...runByStateMachines(inventory), ...runByTargets(inventory)];
}

function runByStateMachines(inventory: Inventory): readonly TaskRun[] {
  return inventory.all("aws_sfn_state_machine").flatMap((runner) =>
    statesOf(runner).flatMap((parameters) => {
      const task = definition(inventory, parameters["TaskDefinition"]);
      const network = nested(parameters, "NetworkConfiguration", "AwsvpcConfiguration");
      return task
        ? [
            {
              task,
              runner,
              groups: strings(network["SecurityGroups"]),
              subnets: strings(network["Subnets"]),
            },
          ]
        : [];
    }),
  );
}

/** Parameters of the states that run tasks, however deep they stand. */
function statesOf({ attributes }: Resource): readonly Json[] {
  try {
    return parametersIn(JSON.parse(String(attributes["definition"])));
  } catch {
    return []; // Not known before Terraform runs.
  }
}

function parametersIn(value: unknown): readonly Json[] {
  if (value === null || typeof value !== "object") {
    return [];
  }
  const { Parameters: parameters, Arguments: args } = value as { Parameters?: unknown; Arguments?: unknown };
  const found = [parameters, args].filter(
    (one): one is Json => one !== null && typeof one === "object" && "TaskDefinition" in one,
  );
  return [...found, ...Object.values(value).flatMap(parametersIn)];
}

function runByTargets(inventory: Inventory): readonly TaskRun[] {
  const schedules = inventory
    .all("aws_scheduler_schedule")
    .flatMap((runner) => blocks(runner.attributes["target"]).map((target) => ({ runner, target })));
  const rules = inventory
    .all("aws_cloudwatch_event_target")
    .map((runner) => ({ runner, target: runner.attributes }));
  return [...schedules, ...rules].flatMap(({ runner, target }) => {
    const [parameters = {}] = [...blocks(target["ecs_parameters"]), ...blocks(target["ecs_target"])];
    const task = definition(inventory, parameters["task_definition_arn"]);
    const [network = {}] = blocks(parameters["network_configuration"]);
    return task
      ? [
          {
            task,
            runner,
            groups: strings(network["security_groups"]),
            subnets: strings(network["subnets"]),
          },
        ]
      : [];
  });
}

function definition(inventory: Inventory, value: unknown): Resource | undefined {
  const byArn = inventory.find("aws_ecs_task_definition", value);
  return (
    byArn ??
    inventory
      .all("aws_ecs_task_definition")
      .find(({ attributes }) => typeof value === "string" && attributes["family"] === value.split("/").at(-1))
  );
}

function nested(value: Json, ...keys: readonly string[]): Json {
  return keys.reduce<Json>((found, key) => (found[key] ?? {}) as Json, value);
}
