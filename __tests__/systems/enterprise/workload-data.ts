import type { EnterpriseConfig } from "../../../systems/enterprise/config";
import type { Organization } from "../../../systems/enterprise/organization/config";
import type { DataConfig } from "../../../systems/enterprise/workload/data/config";
import { accountsWith, type Change } from "./composed";

/** The organization with an account for regulated data. */
export const WITH_REGULATED: Organization = accountsWith({
  regulated: {
    id: "810000000009",
    name: "regulated",
    email: "aws+regulated@example.com",
    unit: "workloads",
  },
});

/** The findings of the account of regulated data go where those of production go; it holds no cardholder data. */
export const toldOfRegulated: Change = (config) => {
  if (config.kind === "security") {
    const { routes } = config.security;
    return {
      ...config,
      security: {
        ...config.security,
        routes: { ...routes, prod: { ...routes["prod"]!, accounts: ["prod", "regulated"] } },
      },
    };
  }
  const { backup } = config.baseline;
  return isRegulated(config) && !("noneBecause" in backup)
    ? {
        ...config,
        baseline: { ...config.baseline, backup: { ...backup, classes: ["personal", "specific_personal"] } },
      }
    : config;
};

/** A change of what one account keeps. */
export function inData(account: string, change: (data: DataConfig) => DataConfig): Change {
  return (config) =>
    config.kind === "workload" && config.environment.tags?.["Env"] === account && config.workload.data
      ? { ...config, workload: { ...config.workload, data: change(config.workload.data) } }
      : config;
}

function isRegulated({ environment }: EnterpriseConfig): boolean {
  return environment.tags?.["Env"] === "regulated";
}
