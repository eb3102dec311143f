import { z } from "zod";
import { environmentSchema, type EnvironmentConfig } from "../../systems/environment";
import { forAnyConfig } from "../../systems/registry";
import type { System } from "../../systems/system";
import { validConfigs } from "../../systems/validation";

interface Config {
  readonly environment: EnvironmentConfig;
  readonly size?: number;
}

const DEV: EnvironmentConfig = {
  account: "111111111111",
  region: "ap-northeast-1",
  zones: ["ap-northeast-1a", "ap-northeast-1c"],
  protection: "disposable",
};
const PROD: EnvironmentConfig = { ...DEV, account: "222222222222", protection: "protected" };

function systemOf(environments: Record<string, unknown>): System {
  const system: System<Config> = {
    id: "shop",
    title: "A shop",
    environments: environments as Record<string, Config>,
    schema: z.strictObject({
      environment: environmentSchema,
      size: z.number("must be a number; write it without quotes").optional(),
    }) as unknown as z.ZodType<Config>,
    rules: ({ size = 1 }, _environment, path) =>
      size > 4 ? [{ path: `${path}.size`, rule: "must be at most 4", got: size, fix: "choose less" }] : [],
    compose: () => undefined,
  };
  return forAnyConfig(system);
}

const problemsOf = (
  environments: Record<string, unknown>,
  variables: Record<string, string> = {},
): string[] => {
  try {
    validConfigs(systemOf(environments), variables);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
};

describe("validConfigs", () => {
  it("completes an environment from its config", () => {
    const { dev } = validConfigs(systemOf({ dev: { environment: DEV } }), {});

    expect(dev?.environment).toEqual({
      system: "shop",
      name: "dev",
      account: "111111111111",
      region: "ap-northeast-1",
      zones: ["ap-northeast-1a", "ap-northeast-1c"],
      protection: "disposable",
      tags: {},
      state: {
        bucket: "strata-state-111111111111-ap-northeast-1",
        lockTable: "strata-state-locks",
        region: "ap-northeast-1",
        kmsKeyArn: "arn:aws:kms:ap-northeast-1:111111111111:alias/strata-state",
        nativeLock: false,
      },
    });
  });

  it("takes an account from its variable, and the state's place follows", () => {
    const { dev } = validConfigs(systemOf({ dev: { environment: DEV } }), {
      STRATA_ACCOUNT_SHOP_DEV: "333333333333",
    });

    expect(dev?.environment.account).toBe("333333333333");
    expect(dev?.environment.state.bucket).toBe("strata-state-333333333333-ap-northeast-1");
  });

  it.each([
    ["12345", "12345"],
    ["", '""'],
    ["12345678901a", "12345678901a"],
  ])("refuses the malformed account %p of a variable", (account, got) => {
    expect(problemsOf({ dev: { environment: DEV } }, { STRATA_ACCOUNT_SHOP_DEV: account })).toEqual([
      `shop.dev.environment.account: must be a 12-digit AWS account id, got ${got}; correct it here or in the variable that sets it`,
    ]);
  });

  it("refuses a missing account", () => {
    const { account: _, ...withoutAccount } = DEV;

    expect(problemsOf({ dev: { environment: withoutAccount } })).toEqual([
      "shop.dev.environment.account: must be the id of an AWS account, got nothing; write its 12 digits in quotes",
    ]);
  });

  it("collects what is wrong in every environment into one error", () => {
    expect(
      problemsOf({
        dev: { environment: { ...DEV, region: "tokyo" }, size: "3" },
        prod: { environment: PROD, size: 5 },
      }),
    ).toEqual([
      "shop.dev.environment.region: must be an AWS Region code, got tokyo; write it like ap-northeast-1",
      "shop.dev.size: must be a number, got 3; write it without quotes",
      "shop.prod.size: must be at most 4, got 5; choose less",
    ]);
  });

  it("refuses a setting that nobody knows", () => {
    expect(problemsOf({ dev: { environment: DEV, sise: 3 } })).toEqual([
      "shop.dev.sise: is no known setting, got sise; remove it or correct its spelling",
    ]);
  });

  it("refuses a zone of another Region and a zone named twice", () => {
    const zones = ["us-east-1a", "ap-northeast-1a", "ap-northeast-1a"];

    expect(problemsOf({ dev: { environment: { ...DEV, zones } } })).toEqual([
      "shop.dev.environment.zones[0]: must be a zone of ap-northeast-1, got us-east-1a; write it like ap-northeast-1a",
      "shop.dev.environment.zones[2]: must be named once, got ap-northeast-1a; drop the second",
    ]);
  });

  it("refuses an environment without zones", () => {
    expect(problemsOf({ dev: { environment: { ...DEV, zones: [] } } })).toEqual([
      "shop.dev.environment.zones: must name at least one availability zone, got []; add one of the Region",
    ]);
  });

  it("refuses two environments that would make the same bucket", () => {
    expect(
      problemsOf({ dev: { environment: DEV }, prod: { environment: { ...PROD, account: DEV.account } } }),
    ).toEqual([
      "shop.prod.environment.state: must not make the bucket that dev makes, got strata-state-111111111111-ap-northeast-1; give each environment an account of its own, or set createdBy to shop/dev",
    ]);
  });

  it("accepts two environments of one account when one makes the bucket", () => {
    const shared = { ...PROD, account: DEV.account, state: { createdBy: "shop/dev" } };

    expect(problemsOf({ dev: { environment: DEV }, prod: { environment: shared } })).toEqual([]);
  });
});
