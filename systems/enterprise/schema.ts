import { z } from "zod";
import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { githubConfigSchema } from "../../constructs/identity/github-config";
import { environmentSchema } from "../environment";
import { auditProblems, auditShape } from "./audit/schema";
import { baselineProblems, baselineShape, keyAdministratorProblems } from "./baseline/schema";
import type { EnterpriseConfig } from "./config";
import { hubProblems, hubShape, spokeProblems, spokeShape } from "./hub/schema";
import { managementProblems, managementShape } from "./organization/management-schema";
import { organizationProblems, organizationShape } from "./organization/schema";
import { bucketLevelProblems } from "./people/bucket-levels";
import { peopleProblems, peopleShape } from "./people/schema";
import { ownSecurityShape, securityProblems, securityShape } from "./security/schema";
import { workloadProblems, workloadShape } from "./workload/schema";

const account = {
  environment: environmentSchema,
  organization: organizationShape,
  people: peopleShape,
  baseline: baselineShape,
  github: githubConfigSchema,
  ownSecurity: ownSecurityShape,
};

/** Shape of an {@link EnterpriseConfig}; messages are `rule; remedy`. */
export const enterpriseSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("management"), ...account, management: managementShape }),
    z.strictObject({ kind: z.literal("identity"), ...account }),
    z.strictObject({ kind: z.literal("audit"), ...account, audit: auditShape }),
    z.strictObject({ kind: z.literal("security"), ...account, security: securityShape }),
    z.strictObject({ kind: z.literal("network"), ...account, hub: hubShape }),
    z.strictObject({
      kind: z.literal("workload"),
      ...account,
      stage: z.enum(["dev", "stg", "prod"], { error: "must be dev, stg or prod; choose one" }),
      network: spokeShape,
      workload: workloadShape,
    }),
  ],
  { error: "must be management, identity, audit, security, network or workload; choose one" },
) as unknown as z.ZodType<EnterpriseConfig>;

/** What must fit together in a well-shaped config. What all accounts share is told of once, with the first of them. */
export function enterpriseProblems(
  config: EnterpriseConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { organization, people, baseline } = config;
  const shared =
    config.kind === "management"
      ? [
          ...organizationProblems(organization, `${path}.organization`),
          ...peopleProblems(people, `${path}.people`),
        ]
      : [];
  return [
    ...shared,
    ...baselineProblems(baseline, organization, `${path}.baseline`),
    ...keyAdministratorProblems(baseline, people, environment.name, `${path}.baseline.keyAdministrators`),
    ...ownProblems(config, environment, path),
  ];
}

function ownProblems(config: EnterpriseConfig, environment: Environment, path: string): readonly Problem[] {
  const { organization } = config;
  switch (config.kind) {
    case "management":
      return managementProblems(config.management, organization, `${path}.management`);
    case "audit":
      return auditProblems(config.audit, organization, `${path}.audit`);
    case "security":
      return securityProblems(config.security, organization, `${path}.security`);
    case "network":
      return hubProblems(config.hub, organization, environment, `${path}.hub`);
    case "workload":
      return [
        ...spokeProblems(config.network, organization, environment, `${path}.network`),
        ...workloadProblems(config, environment, `${path}.workload`),
        ...bucketLevelProblems(
          config.people,
          config.workload.data?.buckets ?? {},
          environment,
          `${path}.people`,
        ),
      ];
    default:
      return [];
  }
}
