import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { App } from "cdktf";
import { withoutCreationStacks } from "../../../constructs/core/creation-stacks";
import { readManifest } from "../../../operations/manifest";
import { build } from "../../../systems/build";
import { forAnyConfig } from "../../../systems/registry";
import { environments, type ServerlessWebConfig } from "../../../systems/serverless-web/config";
import { serverlessWeb } from "../../../systems/serverless-web/system";
import { Workspace } from "../../support/synthesis";

type Change = (config: ServerlessWebConfig) => ServerlessWebConfig;

interface Synthesis {
  /** The Terraform JSON of each stack. */
  readonly workspaces: Readonly<Record<string, string>>;
  /** The stacks that must be deployed before each. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** What the system becomes when a value of some environments is another, or a construct is touched after that. */
function synthesize(
  change: Partial<Record<"dev" | "prod", Change>> = {},
  touch: (app: App) => void = () => undefined,
): Synthesis {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-layers-"));
  try {
    const system = forAnyConfig({
      ...serverlessWeb,
      environments: {
        dev: change.dev?.(environments.dev) ?? environments.dev,
        prod: change.prod?.(environments.prod) ?? environments.prod,
      },
    });
    withoutCreationStacks(() => {
      const app = build({ system, environments: ["dev", "prod"] }, { outdir, variables: {} });
      touch(app);
      app.synth();
    });
    const stacks = readManifest(outdir);
    return {
      workspaces: Object.fromEntries(
        stacks.map(({ name, workspaceFile }) => [name, fs.readFileSync(workspaceFile, "utf8")]),
      ),
      dependencies: Object.fromEntries(
        stacks.map(({ name, dependencies }) => [name, [...dependencies].sort()]),
      ),
    };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** What an account has before any layer: where states lie, and who may deploy. */
const FOUNDATION = /^(state|github)-/;

let asConfigured: Synthesis;
beforeAll(() => {
  asConfigured = synthesize();
});

/** The stacks whose Terraform JSON is another than that of the system as configured. */
function changedStacks({ workspaces }: Synthesis): readonly string[] {
  const before = asConfigured.workspaces;
  return [...new Set([...Object.keys(before), ...Object.keys(workspaces)])]
    .filter((id) => before[id] !== workspaces[id])
    .sort();
}

describe("serverless-web, its layers", () => {
  it("depend on each other as the README says", () => {
    const common = (name: string) => ({
      [`network-${name}`]: [],
      [`registry-${name}`]: [],
      [`edge-${name}`]: [`network-${name}`],
      [`data-${name}`]: [`network-${name}`],
      [`service-${name}`]: [`data-${name}`, `edge-${name}`, `network-${name}`, `registry-${name}`],
      [`delivery-${name}`]: [`edge-${name}`, `registry-${name}`, `service-${name}`],
    });
    const { dependencies } = asConfigured;
    const layers = Object.entries(dependencies)
      .filter(([id]) => !FOUNDATION.test(id))
      .map(([id, before]) => [id, before.filter((other) => !FOUNDATION.test(other))] as const);
    expect(Object.fromEntries(layers)).toEqual({
      ...common("dev"),
      "observability-dev": ["service-dev"],
      ...common("prod"),
      // The archive takes the logs of these layers too.
      "observability-prod": ["data-prod", "network-prod", "service-prod"],
    });
  });

  it("stand on a foundation that comes first and that none reads", () => {
    const { dependencies, workspaces } = asConfigured;
    expect(dependencies).toMatchObject({
      "state-dev": [],
      "github-dev": ["state-dev"],
      "network-dev": ["github-dev", "state-dev"],
      "network-prod": ["github-prod", "state-prod"],
    });
    const readers = Object.entries(workspaces).filter(
      ([id, text]) => !FOUNDATION.test(id) && /\/(state|github)\/terraform\.tfstate/.test(text),
    );
    expect(readers).toEqual([]);
  });

  it.each([
    ["dev", "111111111111"],
    ["prod", "222222222222"],
  ])("give every role of %s the boundary that the foundation makes, by its ARN", (name, account) => {
    const boundaries = Object.entries(asConfigured.workspaces)
      .filter(([id]) => id.endsWith(`-${name}`) && !FOUNDATION.test(id))
      .flatMap(([, text]) =>
        Object.values(new Workspace(JSON.parse(text) as Workspace["json"]).all("aws_iam_role")),
      )
      .map(({ permissions_boundary: boundary }) => boundary);
    const github = new Workspace(JSON.parse(asConfigured.workspaces[`github-${name}`]!) as Workspace["json"]);

    expect(github.one("aws_iam_policy", "boundary")["name"]).toBe(`serverless-web-${name}-boundary`);
    expect(boundaries.length).toBeGreaterThanOrEqual(10);
    expect(new Set(boundaries)).toEqual(
      new Set([`arn:aws:iam::${account}:policy/serverless-web-${name}-boundary`]),
    );
  });

  it("are the same bytes every time", () => {
    expect(changedStacks(synthesize())).toEqual([]);
  });

  it("a change of a service's CPU in one environment is planned in its service layer alone", () => {
    const backend = { ...environments.dev.services.backend, cpu: 1024, memoryMiB: 2048 };
    const services = { ...environments.dev.services, backend };
    expect(changedStacks(synthesize({ dev: (config) => ({ ...config, services }) }))).toEqual([
      "service-dev",
    ]);
  });

  const changes: readonly (readonly [string, Change, readonly string[]])[] = [
    [
      "the web ACL's rules",
      ({ edge, ...rest }) => ({ ...rest, edge: { ...edge, webAclRules: edge.webAclRules.slice(1) } }),
      ["edge"],
    ],
    [
      "the version of the database's password",
      ({ database, ...rest }) => ({ ...rest, database: { ...database, passwordVersion: 2 } }),
      ["data"],
    ],
    ["the number of kept images", (config) => ({ ...config, keepImages: 5 }), ["registry"]],
    [
      "the Slack channel",
      (config) => ({ ...config, slack: { teamId: "T00000000", channelId: "C11111111" } }),
      ["observability"],
    ],
  ];
  it.each(changes)("a change of %s is planned nowhere else", (_value, change, layers) => {
    expect(changedStacks(synthesize({ dev: change, prod: change }))).toEqual(
      layers.flatMap((layer) => [`${layer}-dev`, `${layer}-prod`]),
    );
  });

  it("a change of an alarm's threshold is planned in observability alone", () => {
    const raise = (app: App) => {
      for (const node of app.node.findAll()) {
        if (node instanceof CloudwatchMetricAlarm && node.metricNameInput === "CPUUtilization") {
          node.threshold = 90;
        }
      }
    };
    expect(changedStacks(synthesize({}, raise))).toEqual(["observability-dev", "observability-prod"]);
  });

  it("a change of the logs' retention is planned where logs are", () => {
    const retentionDays = 7;
    const change: Change = ({ network, logs, ...rest }) => ({
      ...rest,
      network: { ...network, flowLog: { destination: "cloud-watch-logs", retentionDays } },
      logs: { ...logs, retentionDays },
    });
    expect(changedStacks(synthesize({ dev: change, prod: change }))).toEqual([
      ...["data-dev", "data-prod", "delivery-dev", "delivery-prod", "network-dev", "network-prod"],
      // The archive of prod logs its own errors.
      ...["observability-prod", "service-dev", "service-prod"],
    ]);
  });
});

/** Attributes whose name says that they hold a secret, with what they hold; JSON inside strings is read too. */
function secretsIn(value: unknown, name = ""): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => secretsIn(item, name));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([key]) => key !== "//")
      .flatMap(([key, inner]) => secretsIn(inner, key));
  }
  if (typeof value === "string" && /^[[{]/.test(value)) {
    return secretsIn(JSON.parse(value), name);
  }
  return /password|secret_string|secret_key|access_key|token$/i.test(name) && typeof value === "string"
    ? [[name, value]]
    : [];
}

const ONE_REFERENCE = /^\$\{[\w.-]+\}$/;
const CREDENTIALS = /\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|xox[abp]-/;

describe("serverless-web, its secrets", () => {
  const parsed = () =>
    Object.entries(asConfigured.workspaces).map(
      ([id, text]) => [id, JSON.parse(text) as Readonly<Record<string, unknown>>] as const,
    );
  const outputs = () =>
    parsed().flatMap(([id, { output = {} }]) =>
      Object.entries(output as Readonly<Record<string, { value: unknown }>>).map(
        ([name, { value }]) => [`${id} ${name}`, JSON.stringify(value)] as const,
      ),
    );

  it("would be found if they stood there", () => {
    const planted = { secret_string: '{"password":"hunter2"}', db: [{ master_password: "hunter3" }] };
    expect(secretsIn(planted)).toEqual([
      ["password", "hunter2"],
      ["master_password", "hunter3"],
    ]);
    expect("hunter2").not.toMatch(ONE_REFERENCE);
    expect(`AKIA${"A".repeat(16)}`).toMatch(CREDENTIALS);
  });

  it("SW-088 SW-096 are references, never literals", () => {
    const literal = parsed()
      .flatMap(([id, json]) => secretsIn(json["resource"]).map(([name, value]) => [id, name, value] as const))
      .filter(([, , value]) => !ONE_REFERENCE.test(String(value)));
    expect(literal).toEqual([]);
    for (const text of Object.values(asConfigured.workspaces)) {
      expect(text).not.toMatch(CREDENTIALS);
    }
  });

  it("SW-088 are held by three attributes of one layer", () => {
    for (const name of ["dev", "prod"]) {
      const holders = parsed()
        .filter(([id]) => id.endsWith(`-${name}`))
        .flatMap(([id, json]) => secretsIn(json["resource"]).map(([attribute]) => `${id} ${attribute}`));
      expect(holders.sort()).toEqual([
        `data-${name} master_password_wo`,
        `data-${name} password`,
        `data-${name} secret_string_wo`,
      ]);
    }
  });

  it("are published by no output", () => {
    expect(
      outputs().filter(([, value]) => /random_password|ephemeral\.|secret_string|secret_version/.test(value)),
    ).toEqual([]);
  });

  it("cross layers as an ARN only", () => {
    const secret = JSON.stringify("${aws_secretsmanager_secret.aurora_credentials_secret.arn}");
    const crossing = "to-other-stacks-aws_secretsmanager_secret-aurora_credentials_secret-arn";
    expect(outputs().filter(([, value]) => value.includes("secretsmanager"))).toEqual(
      ["dev", "prod"].flatMap((name) => [
        [`data-${name} database_secret_arn`, secret],
        [`data-${name} ${crossing}`, secret],
      ]),
    );
  });
});
