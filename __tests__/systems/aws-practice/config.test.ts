import { APPLICATIONS, type AwsPracticeConfig, MANAGEMENT } from "../../../systems/aws-practice/config";
import { awsPractice } from "../../../systems/aws-practice/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { refusalOf } from "../../support/synthesis";

type Change = (config: Record<string, never>) => void;

/** The repository's values with one of them changed, as somebody would mistype them. */
const validate = (name: "stg" | "prd" | "management", change: Change): void => {
  // Copied through JSON, so that what the environments share is changed in one of them alone.
  const environments = JSON.parse(JSON.stringify({ ...APPLICATIONS, management: MANAGEMENT })) as Readonly<
    Record<string, AwsPracticeConfig>
  >;
  change(environments[name] as unknown as Record<string, never>);
  validConfigs(
    forAnyConfig({
      ...awsPractice,
      environments,
    }),
    {},
  );
};
/** Sets the value at a path. */
const set =
  (path: string, value: unknown): Change =>
  (config) => {
    const keys = path.split(".");
    const last = keys.pop()!;
    const holder = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      config,
    );
    holder[last] = value;
  };

describe("the values of aws-practice", () => {
  it("are taken as the repository has them, with and without the management account", () => {
    expect(Object.keys(validConfigs(forAnyConfig(awsPractice), {}))).toEqual(["stg", "prd"]);
    expect(() => {
      validate("stg", () => undefined);
    }).not.toThrow();
  });

  it.each([
    ["stg", "network.natInstance.instanceType", "t3.micro"],
    ["prd", "network.nat", "gateway"],
    ["stg", "database.engineVersion", "17.6"],
    ["stg", "database.weeklyRun", "none"],
    ["stg", "database.storage", { allocatedGiB: 20, maxGiB: 22 }],
    ["stg", "keepImages", 1],
    ["stg", "api.accessLogs", { retentionDays: 7 }],
    ["management", "identity.accounts.stg.sessionHours", 12],
  ] as const)("of %s take %s = %j", (name, path, value) => {
    expect(() => {
      validate(name, set(path, value));
    }).not.toThrow();
  });

  it.each([
    ["stg", "kind", "network", "stg.kind: must be application or management, got network; choose one"],
    [
      "stg",
      "network.natInstance.instanceType",
      "t4g.micro",
      "stg.network.natInstance.architecture: must be that of t4g.micro, which is arm64, got x86_64",
    ],
    ["stg", "network.tiers.private.cidrs.c", "10.0.256.0/18", "stg.network.tiers.private.cidrs.c: "],
    [
      "stg",
      "database.engineVersion",
      "16",
      "stg.database.engineVersion: must be a version of PostgreSQL 17, got 16; write it like 17",
    ],
    ["stg", "database.storage.allocatedGiB", 10, "stg.database.storage.allocatedGiB: "],
    [
      "stg",
      "database.weeklyRun.stopTime",
      "03:30",
      "stg.database.weeklyRun.stopTime: must be 60 minutes or more after the start, on the same day, got 03:00 to 03:30",
    ],
    ["stg", "database.weeklyRun", "never", "stg.database.weeklyRun: must be none or have weekday"],
    [
      "stg",
      "database.weeklyRun.weekday",
      "Monday",
      'stg.database.weeklyRun: must be none or have weekday, startTime, stopTime and timezone, got {"weekday":"Monday","startTime":"03:00","stopTime":"04:00","timezone":"Asia/Tokyo"}; the weekday is one of MON, TUE, WED, THU, FRI, SAT, SUN',
    ],
    ["stg", "keepImages", 0, "stg.keepImages: must be a whole number of images, 1 or more, got 0"],
    ["stg", "api.memoryMiB", 512, "stg.api"],
    ["stg", "api.domainName", "https://api.example.com", "stg.api.domainName: must be a domain"],
    ["stg", "api.hostedZoneId", "example.com", "stg.api.hostedZoneId: must be the id of a hosted zone"],
    ["prd", "api.scaling.minTasks", 5, "prd.api.scaling"],
    ["prd", "api.accessLogs", "all", "prd.api.accessLogs: must be none or have retentionDays, got all"],
    ["prd", "elasticIp", true, "prd.elasticIp: is no known setting"],
    [
      "management",
      "identity.accounts.stg.email",
      "aws",
      "management.identity.accounts.stg.email: must be an e-mail address of 6 to 64 characters, got aws",
    ],
    [
      "management",
      "identity.accounts.stg.email",
      "AWS+prd@example.com",
      "management.identity.accounts.stg.email: must not be that of prd, as each account has a root user of its own",
    ],
    [
      "management",
      "identity.accounts.prd.sessionHours",
      13,
      "management.identity.accounts.prd.sessionHours: must be a whole number of hours, 1 to 12, got 13",
    ],
  ] as const)("of %s refuse %s = %j", (name, path, value, message) => {
    const refusal = refusalOf(() => {
      validate(name, set(path, value));
    });
    expect(refusal).toContain(`aws-practice.${message}`);
    expect(refusal.split("\n")).toHaveLength(1);
  });
});
