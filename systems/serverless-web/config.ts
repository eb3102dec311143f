import { type EnvironmentConfig } from "../environment";

/** The values of one environment of serverless-web. */
export interface ServerlessWebConfig {
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
}

const REGION = "ap-northeast-1";
const ZONES = [`${REGION}a`, `${REGION}c`];

/** Every environment of serverless-web, in the order of promotion. The accounts are examples. */
export const environments: Readonly<Record<"dev" | "prod", ServerlessWebConfig>> = {
  dev: {
    environment: { account: "111111111111", region: REGION, zones: ZONES, protection: "disposable" },
  },
  prod: {
    environment: { account: "222222222222", region: REGION, zones: ZONES, protection: "protected" },
  },
};
