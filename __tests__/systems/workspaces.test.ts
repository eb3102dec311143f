import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { App } from "cdktf";
import { z } from "zod";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import type { Environment } from "../../constructs/core/environment";
import { PlatformStack } from "../../stacks/platform-stack";
import { build } from "../../systems/build";
import { environmentSchema, type EnvironmentConfig } from "../../systems/environment";
import { forAnyConfig } from "../../systems/registry";
import { select } from "../../systems/selection";
import type { System } from "../../systems/system";
import { writeWorkspaces } from "../../systems/workspaces";
import { refusalOf } from "../support/synthesis";

const REDRIVE = JSON.stringify({
  deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111111111111:dead",
  maxReceiveCount: 3,
});

class Layer extends PlatformStack {
  public constructor(app: App, layer: string, environment: Environment) {
    super(app, layer, { environment });
  }
}

interface Config {
  readonly environment: EnvironmentConfig;
}

const at = (account: string): Config => ({
  environment: {
    account,
    region: "ap-northeast-1",
    zones: ["ap-northeast-1a", "ap-northeast-1c"],
    protection: "disposable",
    state: { createdBy: "platform/shared" },
  },
});

function systemOf(
  compose: (app: App, environment: Environment) => void,
  environments: readonly string[] = ["dev", "prod"],
): System {
  const system: System<Config> = {
    id: "shop",
    title: "A shop",
    environments: Object.fromEntries(
      environments.map((name, index) => [name, at(String(111_111_111_111 * (index + 1)))]),
    ),
    schema: z.strictObject({ environment: environmentSchema }),
    rules: () => [],
    compose,
  };
  return forAnyConfig(system);
}

describe("writeWorkspaces", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-workspaces-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const write = (system: System) =>
    writeWorkspaces(
      { system, environments: Object.keys(system.environments) },
      { outdir: path.join(folder, "out"), variables: {} },
    );
  const filesOf = (outdir: string) =>
    fs
      .readdirSync(outdir, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json"))
      .sort()
      .map((file) => [file, fs.readFileSync(path.join(outdir, file), "utf8")]);

  it("writes what one app of all environments writes, byte for byte", async () => {
    const selection = await select({});
    const [one, apart] = [path.join(folder, "one"), path.join(folder, "apart")];
    withoutCreationStacks(() => {
      build(selection, { outdir: one, variables: {} }).synth();
      writeWorkspaces(selection, { outdir: apart, variables: {} });
    });

    expect(filesOf(apart).length).toBeGreaterThan(18);
    expect(filesOf(apart)).toEqual(filesOf(one));
  });

  it("returns what the guard rails find in every environment", () => {
    const { problems } = write(
      systemOf((app, environment) => {
        const stack = new Layer(app, "network", environment);
        new SecurityGroup(stack, "group", {
          name: "open",
          ingress: [{ protocol: "-1", fromPort: 0, toPort: 0 }],
        });
      }),
    );

    const paths = problems.map((problem) => problem.path);
    expect(paths).toContainEqual(expect.stringMatching(/at network-dev\/group$/));
    expect(paths).toContainEqual(expect.stringMatching(/at network-prod\/group$/));
  });

  it("returns what the guard rails find in an environment as a whole, and counts what they cannot tell", () => {
    const held = write(
      systemOf((app, environment) => {
        const stream = new KinesisStream(new Layer(app, "data", environment), "events", {
          name: "events",
          encryptionType: environment.name === "dev" ? "KMS" : "${var.encryption}",
        });
        new CloudwatchMetricAlarm(new Layer(app, "observability", environment), "late", {
          alarmName: "late",
          comparisonOperator: "GreaterThanThreshold",
          evaluationPeriods: 1,
          namespace: "AWS/Kinesis",
          dimensions: { StreamName: environment.name === "dev" ? stream.name : "another" },
          alarmActions: ["arn:aws:sns:ap-northeast-1:111111111111:calls"],
        });
      }),
    );

    expect(held.problems.map((problem) => problem.path)).toEqual(["ALM-004 at data-prod/events"]);
    expect(held.cannotTell).toBe(1);
  });

  it("lets the stacks of one environment refer to each other", () => {
    const { problems } = write(
      systemOf((app, environment) => {
        const upstream = new SqsQueue(new Layer(app, "up", environment), "queue", {
          sqsManagedSseEnabled: true,
          redrivePolicy: REDRIVE,
        });
        new SqsQueue(new Layer(app, "down", environment), "queue", {
          sqsManagedSseEnabled: true,
          redrivePolicy: REDRIVE,
          policy: upstream.arn,
        });
      }),
    );

    expect(problems.filter(({ path: at }) => !/^(MSG|ALM)-/.test(at))).toEqual([]);
    const { stacks } = JSON.parse(fs.readFileSync(path.join(folder, "out/manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    expect(Object.entries(stacks).map(([id, { dependencies }]) => [id, dependencies])).toEqual([
      ["down-dev", ["up-dev"]],
      ["down-prod", ["up-prod"]],
      ["up-dev", []],
      ["up-prod", []],
    ]);
  });

  it.each([
    ["a resource", (queue: SqsQueue) => () => queue.arn],
    [
      "a value that was taken while it was built",
      ({ arn }: SqsQueue) =>
        () =>
          arn,
    ],
  ])("refuses %s of another environment", (_, hold) => {
    let held: (() => string) | undefined;
    const system = systemOf((app, environment) => {
      const stack = new Layer(app, "queues", environment);
      const queue = new SqsQueue(stack, "queue", { ...(held ? { policy: held() } : {}) });
      held ??= hold(queue);
    });

    expect(refusalOf(() => write(system))).toContain(
      "state what crosses environments as a value of both configs: an account id, a name, an ARN",
    );
  });

  it("refuses two environments whose stacks would have one name", () => {
    const system = systemOf(
      (app, environment) => {
        new Layer(app, environment.name === "dev" ? "network-eu" : "network", environment);
      },
      ["dev", "eu-dev"],
    );

    expect(refusalOf(() => write(system))).toBe(
      "shop.eu-dev: has a stack network-eu-dev that no other environment has, got a second one; rename the layer or the environment",
    );
  });

  it("refuses a folder that cannot be made", () => {
    fs.writeFileSync(path.join(folder, "out"), "a file");

    expect(refusalOf(() => write(systemOf(() => undefined)))).toContain(
      "CDKTF_OUTDIR: must lie where folders can be made, got ",
    );
  });
});
