import type { Container } from "../../../constructs/compute/container";
import { containerDefinitions } from "../../../constructs/compute/container-definitions";
import { refusalOf } from "../../support/synthesis";

const SURROUNDINGS = {
  logGroupName: "/ecs/app",
  region: "us-east-1",
  streamPrefix: "ecs",
  execEnabled: false,
};
const APP: Container = { name: "app", image: "registry/app:1" };

const render = (containers: readonly Container[], execEnabled = false) =>
  JSON.parse(containerDefinitions(containers, { ...SURROUNDINGS, execEnabled }, "task")) as Record<
    string,
    unknown
  >[];
const refusal = (...containers: readonly Container[]) => refusalOf(() => render(containers));

describe("container definitions", () => {
  test("OW-095, OW-105: a container with nothing but an image has no ports, variables or health check", () => {
    expect(render([APP])).toEqual([
      {
        name: "app",
        image: "registry/app:1",
        essential: true,
        readonlyRootFilesystem: false,
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/ecs/app",
            "awslogs-region": "us-east-1",
            "awslogs-stream-prefix": "ecs",
          },
        },
      },
    ]);
  });

  test("variables and secrets are sorted by name, however they are written", () => {
    const [first] = render([
      {
        ...APP,
        environment: { B: "2", A: "1" },
        secrets: { Z: { arn: "arn:z" }, Y: { arn: "arn:y", key: "k" } },
      },
    ]);

    expect(first).toMatchObject({
      environment: [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
      ],
      secrets: [
        { name: "Y", valueFrom: "arn:y:k::" },
        { name: "Z", valueFrom: "arn:z" },
      ],
    });
  });

  test("a health check states the defaults that ECS would add", () => {
    expect(render([{ ...APP, healthCheck: { shellCommand: "true" } }])[0]?.["healthCheck"]).toEqual({
      command: ["CMD-SHELL", "true"],
      interval: 30,
      timeout: 5,
      retries: 3,
    });
  });

  test("each part of a container is rendered", () => {
    const [first] = render([
      {
        ...APP,
        essential: false,
        command: ["serve", "--port", "80"],
        ports: [80],
        healthCheck: {
          shellCommand: "true",
          intervalSeconds: 10,
          timeoutSeconds: 2,
          retries: 5,
          startPeriodSeconds: 30,
        },
        readonlyRootFilesystem: true,
        stopTimeoutSeconds: 90,
      },
      { ...APP, name: "other" },
    ]);

    expect(first).toMatchObject({
      essential: false,
      command: ["serve", "--port", "80"],
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
      healthCheck: { interval: 10, timeout: 2, retries: 5, startPeriod: 30 },
      readonlyRootFilesystem: true,
      stopTimeout: 90,
    });
    expect(first).not.toHaveProperty("linuxParameters");
  });

  test("containers that can be entered have an init process", () => {
    expect(render([APP], true)[0]).toMatchObject({ linuxParameters: { initProcessEnabled: true } });
  });

  test("HEALTHY may be waited for where there is a health check", () => {
    const containers = [
      { ...APP, dependsOn: [{ container: "db", condition: "HEALTHY" as const }] },
      { ...APP, name: "db", healthCheck: { shellCommand: "true" } },
    ];

    expect(render(containers)[0]?.["dependsOn"]).toEqual([{ containerName: "db", condition: "HEALTHY" }]);
  });

  test("HEALTHY is refused where there is none", () => {
    expect(
      refusal({ ...APP, dependsOn: [{ container: "db", condition: "HEALTHY" }] }, { ...APP, name: "db" }),
    ).toContain("HEALTHY needs a health check of the container that is waited for, got db without one");
  });

  test.each([
    ["itself", "app"],
    ["a container that is not there", "db"],
  ])("waiting for %s is refused", (_case, container) => {
    expect(refusal({ ...APP, dependsOn: [{ container, condition: "START" }] })).toContain(
      `task.app.dependsOn: a container waits for another container of its task, got ${container}`,
    );
  });

  test("a secret beside a clear value of the same name is refused", () => {
    expect(refusal({ ...APP, environment: { P: "x" }, secrets: { P: { arn: "arn:p" } } })).toBe(
      "task.app.secrets.P: a variable is either secret or in clear text, got both; remove P from environment",
    );
  });

  test("a filesystem that cannot be written is refused where containers can be entered", () => {
    expect(refusalOf(() => render([{ ...APP, readonlyRootFilesystem: true }], true))).toContain(
      "ECS Exec writes to the root filesystem",
    );
  });

  test.each([
    ["intervalSeconds", 4, 5, 300],
    ["intervalSeconds", 301, 5, 300],
    ["timeoutSeconds", 1, 2, 60],
    ["retries", 11, 1, 10],
    ["startPeriodSeconds", 301, 0, 300],
  ])("a health check's %s of %d is refused", (field, value, least, most) => {
    expect(refusal({ ...APP, healthCheck: { shellCommand: "true", [field]: value } })).toContain(
      `task.app.healthCheck.${field}: is between ${least} and ${most}, got ${value}`,
    );
  });

  test("two containers of one name, a name with a dot, and a task without an essential one are refused at once", () => {
    const message = refusal(
      { ...APP, essential: false },
      { ...APP, essential: false },
      { ...APP, name: "a.b", essential: false },
    );

    expect(message.split("\n")).toEqual([
      "task.app: containers of a task have different names, got a second one; rename one of the two",
      "task.a.b: the name of a container is made of 1 to 255 letters, digits, - and _, got a.b; rename it",
      "task: a task has an essential container, got app, app, a.b; " +
        "leave essential out for the container that the task is about",
    ]);
  });
});
