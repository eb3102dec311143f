import { Token } from "cdktf";
import type { Problem } from "../core/errors";
import type { Container } from "./container";
import type { ContainerSurroundings } from "./container-definitions";

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const LIMITS = {
  intervalSeconds: [5, 300],
  timeoutSeconds: [2, 60],
  retries: [1, 10],
  startPeriodSeconds: [0, 300],
} as const;

/**
 * What is wrong with the containers of a task; nothing when ECS would accept them.
 *
 * @param path - where the containers stand; the container's name and the field are added
 */
export function containerProblems(
  containers: readonly Container[],
  surroundings: Pick<ContainerSurroundings, "execEnabled">,
  path: string,
): readonly Problem[] {
  const names = containers.map(({ name }) => name);
  const problems: Problem[] = containers.flatMap((container, index) => [
    ...nameProblems(container.name, names.indexOf(container.name) !== index, path),
    ...secretProblems(container, path),
    ...dependencyProblems(container, containers, path),
    ...healthCheckProblems(container, path),
    ...execProblems(container, surroundings, path),
    ...listProblems(container, path),
  ]);
  if (!containers.some(({ essential = true }) => essential)) {
    problems.push({
      path,
      rule: "a task has an essential container",
      got: names.join(", ") || undefined,
      fix: "leave essential out for the container that the task is about",
    });
  }
  return problems;
}

function nameProblems(name: string, isSecond: boolean, path: string): Problem[] {
  if (!NAME.test(name)) {
    return [
      {
        path: `${path}.${name}`,
        rule: "the name of a container is made of 1 to 255 letters, digits, - and _",
        got: name,
        fix: "rename it",
      },
    ];
  }
  return isSecond
    ? [
        {
          path: `${path}.${name}`,
          rule: "containers of a task have different names",
          got: "a second one",
          fix: "rename one of the two",
        },
      ]
    : [];
}

function secretProblems({ name, environment = {}, secrets = {} }: Container, path: string): Problem[] {
  return Object.keys(secrets)
    .filter((key) => key in environment)
    .map((key) => ({
      path: `${path}.${name}.secrets.${key}`,
      rule: "a variable is either secret or in clear text",
      got: "both",
      fix: `remove ${key} from environment`,
    }));
}

function dependencyProblems(
  { name, dependsOn = [] }: Container,
  containers: readonly Container[],
  path: string,
): Problem[] {
  return dependsOn.flatMap((dependency) => {
    const target = containers.find((other) => other.name === dependency.container);
    if (target === undefined || target.name === name) {
      return [
        {
          path: `${path}.${name}.dependsOn`,
          rule: "a container waits for another container of its task",
          got: dependency.container,
          fix: "name one of the task's other containers",
        },
      ];
    }
    return dependency.condition === "HEALTHY" && target.healthCheck === undefined
      ? [
          {
            path: `${path}.${name}.dependsOn`,
            rule: "HEALTHY needs a health check of the container that is waited for",
            got: `${dependency.container} without one`,
            fix: "give it a health check, or wait for START",
          },
        ]
      : [];
  });
}

function healthCheckProblems(
  { name, healthCheck = { shellCommand: "true" } }: Container,
  path: string,
): Problem[] {
  return Object.entries(LIMITS).flatMap(([field, [least, most]]) => {
    const value = healthCheck[field as keyof typeof LIMITS];
    return value === undefined || (value >= least && value <= most)
      ? []
      : [
          {
            path: `${path}.${name}.healthCheck.${field}`,
            rule: `is between ${least} and ${most}`,
            got: value,
            fix: "choose a value in that range",
          },
        ];
  });
}

function execProblems(
  { name, readonlyRootFilesystem = false }: Container,
  { execEnabled }: Pick<ContainerSurroundings, "execEnabled">,
  path: string,
): Problem[] {
  return readonlyRootFilesystem && execEnabled
    ? [
        {
          path: `${path}.${name}.readonlyRootFilesystem`,
          rule: "ECS Exec writes to the root filesystem of the containers it enters",
          got: true,
          fix: "leave it out, or switch ECS Exec off for the service",
        },
      ]
    : [];
}

function listProblems({ name, command }: Container, path: string): Problem[] {
  return Token.isUnresolved(command)
    ? [
        {
          path: `${path}.${name}.command`,
          rule: "is a list of strings",
          got: "a list that Terraform knows only later",
          fix: "name each argument",
        },
      ]
    : [];
}
