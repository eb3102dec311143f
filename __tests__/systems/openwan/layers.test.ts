import { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";
import { environments } from "../../../systems/openwan/config";
import { type Change, synthesize, type Synthesis } from "./variants";

/** What an account has before any layer: where states lie, and who may deploy. */
const FOUNDATION = /^(state|github)-/;

let asConfigured: Synthesis;
beforeAll(() => {
  asConfigured = synthesize();
});

/** The stacks whose Terraform JSON is another than that of the system as configured. */
function changedBy(change: Change): readonly string[] {
  const { workspaces } = synthesize(change);
  const before = asConfigured.workspaces;
  return [...new Set([...Object.keys(before), ...Object.keys(workspaces)])]
    .filter((id) => before[id] !== workspaces[id])
    .map((id) => id.replace("-prod", ""))
    .sort();
}

const parsed = () =>
  Object.entries(asConfigured.workspaces).map(
    ([id, text]) => [id, new Workspace(JSON.parse(text) as Workspace["json"])] as const,
  );

describe("openwan, its environments", () => {
  it("OW-D01 OW-D18 have the same things, but for the replicas, which prod has alone", async () => {
    const stacks = await synthesizeSystem("openwan");
    const things = (environment: string) =>
      Object.entries(stacks)
        .filter(([id]) => id.endsWith(`-${environment}`))
        .flatMap(([id, { json }]) =>
          Object.entries(json["resource"] ?? {}).flatMap(([type, resources]) =>
            Object.keys(resources as object).map((name) => `${id.replace(/-\w+$/, "")} ${type}.${name}`),
          ),
        )
        .sort();

    expect(things("prod").filter((thing) => !thing.includes("replica-"))).toEqual(
      things("dev").map((thing) => thing.replace("openwan-dev-example", "openwan-example")),
    );
  });
});

describe("openwan, its layers", () => {
  it("OW-318 allow the description's order: networks and keys, stores, edge, services, alarms", () => {
    const layers = Object.entries(asConfigured.dependencies)
      .filter(([id]) => !FOUNDATION.test(id))
      .map(([id, before]) => [
        id.replace("-prod", ""),
        before.filter((other) => !FOUNDATION.test(other)).map((other) => other.replace("-prod", "")),
      ]);

    expect(Object.fromEntries(layers)).toEqual({
      network: [],
      security: [],
      registry: [],
      audit: [],
      database: ["network", "security"],
      cache: ["network", "security"],
      messaging: ["security"],
      storage: ["security"],
      edge: ["network", "storage"],
      management: ["database", "network"],
      service: [
        "cache",
        "database",
        "edge",
        "management",
        "messaging",
        "network",
        "registry",
        "security",
        "storage",
      ],
      observability: ["database", "edge", "messaging", "service"],
    });
  });

  const changes: readonly (readonly [string, Change, readonly string[]])[] = [
    [
      "the worker's CPU",
      ({ services, ...rest }) => ({
        ...rest,
        services: { ...services, worker: { ...services.worker, cpu: 8192, memoryMiB: 16_384 } },
      }),
      ["service"],
    ],
    [
      "the backend's most tasks",
      ({ services, ...rest }) => {
        const { backend } = services;
        return {
          ...rest,
          services: { ...services, backend: { ...backend, scaling: { ...backend.scaling, maxTasks: 30 } } },
        };
      },
      ["service"],
    ],
    ["the X-Ray daemon", (config) => ({ ...config, xrayDaemon: "off" }), ["service"]],
    [
      "the worker's capacity",
      ({ services, ...rest }) => ({
        ...rest,
        services: { ...services, worker: { ...services.worker, capacity: "spot" } },
      }),
      ["service"],
    ],
    [
      "the number of shards",
      ({ cache, ...rest }) => ({ ...rest, cache: { ...cache, shards: 4 } }),
      // The alarm looks at every node.
      ["cache", "observability"],
    ],
    [
      "the database's password",
      ({ database, ...rest }) => ({ ...rest, database: { ...database, passwordVersion: 2 } }),
      ["database"],
    ],
    [
      "the replicas",
      ({ database, ...rest }) => ({ ...rest, database: { ...database, replicas: {} } }),
      ["database"],
    ],
    [
      "the web ACL's rules",
      ({ edge, ...rest }) => ({ ...rest, edge: { ...edge, webAclRules: edge.webAclRules.slice(1) } }),
      ["edge"],
    ],
    ["the bastion", (config) => ({ ...config, bastion: undefined }), ["management"]],
    ["GuardDuty's detector", (config) => ({ ...config, guardDuty: "exists" }), ["audit"]],
    [
      "who is told",
      ({ notified, ...rest }) => ({ ...rest, notified: { ...notified, critical: ["ops@example.com"] } }),
      ["observability"],
    ],
  ];
  it.each(changes)(
    "OW-016 OW-D18 OW-D25 OW-D27 OW-D35 OW-D36 OW-D49 a change of %s is planned nowhere else",
    (_value, change, layers) => {
      expect(changedBy(change)).toEqual(layers);
    },
  );

  it("OW-016 OW-D20 watch each shard by itself once the cache has more nodes than one alarm compares", () => {
    const { workspaces } = synthesize(({ cache, ...rest }) => ({ ...rest, cache: { ...cache, shards: 4 } }));
    const observability = new Workspace(JSON.parse(workspaces["observability-prod"]!) as Workspace["json"]);
    const names = Object.values(observability.all("aws_cloudwatch_metric_alarm")).map(
      ({ alarm_name }) => alarm_name as string,
    );

    expect(names.filter((name) => name.startsWith("openwan-redis")).sort()).toEqual(
      ["0001", "0002", "0003", "0004"].map((shard) => `openwan-redis-${shard}-memory-high`),
    );
  });

  it("are the same bytes every time", () => {
    expect(changedBy((config) => config)).toEqual([]);
  });

  it("are deployed by roles that may touch every role, profile and bucket that they make", () => {
    const { resourceNames = [] } = environments.prod.github!;
    const covered = (name: string) =>
      /^openwan-prod(-|$)/.test(name) ||
      resourceNames.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : one === name));
    const names = parsed()
      .filter(([id]) => !FOUNDATION.test(id))
      .flatMap(([, workspace]) => [
        ...Object.values(workspace.all("aws_iam_role")).map(({ name }) => name as string),
        ...Object.values(workspace.all("aws_iam_instance_profile")).map(({ name }) => name as string),
        ...Object.values(workspace.all("aws_s3_bucket")).map(({ bucket }) => bucket as string),
      ]);

    expect(names.length).toBeGreaterThanOrEqual(10);
    expect(names.filter((name) => !covered(name))).toEqual([]);
  });

  it("OW-D55 tag everything as the description tags its queue", () => {
    for (const [id, { json }] of parsed()) {
      for (const provider of json["provider"]?.["aws"] as readonly {
        default_tags: readonly { tags: object }[];
      }[]) {
        expect([id, provider.default_tags[0]?.tags]).toEqual([
          id,
          expect.objectContaining({ Environment: "production", Application: "openwan" }),
        ]);
      }
    }
  });

  it("OW-D23 let no value of a secret cross, only its ARN", () => {
    const crossing = parsed().flatMap(([, { json }]) =>
      Object.entries((json["output"] ?? {}) as Readonly<Record<string, { value: unknown }>>).map(
        ([name, { value }]) => [name, JSON.stringify(value)] as const,
      ),
    );

    expect(
      crossing.filter(([, value]) => /random_password|ephemeral\.|secret_string|secret_version/.test(value)),
    ).toEqual([]);
    for (const [name, value] of crossing.filter(([, value]) => value.includes("aws_secretsmanager_secret"))) {
      expect([name, value]).toEqual([
        name,
        expect.stringMatching(/^"\$\{aws_secretsmanager_secret\.[\w-]+\.arn\}"$/),
      ]);
    }
  });

  it("OW-D42 without a domain have neither certificate nor record nor pages of other origins", () => {
    const { workspaces } = synthesize((config) => ({ ...config, domain: undefined }));
    const of = (layer: string) =>
      new Workspace(JSON.parse(workspaces[`${layer}-prod`]!) as Workspace["json"]);

    expect(of("edge").ids("aws_acm_certificate")).toEqual([]);
    expect(of("edge").ids("aws_route53_record")).toEqual([]);
    expect(of("storage").ids("aws_s3_bucket_cors_configuration")).toEqual([]);
  });
});
