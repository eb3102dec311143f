import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { registerProblems } from "../../../constructs/governance/findings-register";
import { plansOffProblems } from "../../../constructs/governance/organization-threat-detection";
import { STANDARD_IDS, standardProblems } from "../../../constructs/governance/security-standards";
import { dataIdentifierProblems } from "../../../constructs/governance/sensitive-data-discovery";
import { ticketSystemProblems } from "../../../constructs/observability/ticket-system";
import { countShape } from "../../shapes";
import { accountsOf } from "../organization/accounts";
import type { Organization } from "../organization/config";
import type { SecurityConfig } from "./config";

const text = z.string("must be a text; write it in quotes");
const texts = z.array(text);
const accountKeys = z.array(
  z.enum(["management", "identity", "audit", "security", "dev", "stg", "prod", "network", "regulated"], {
    error: "must be an account of the organization; name one",
  }),
);
const off = z.strictObject({ off: text });
const reminder = z.strictObject({ topic: text, expression: text, timezone: text });
const alerted = z.strictObject({ CRITICAL: text, HIGH: text });

const records = z.strictObject({
  data: z.record(
    z.string(),
    z.strictObject({
      type: z.enum(["AWS::S3::Object", "AWS::DynamoDB::Table"], {
        error: "must be AWS::S3::Object or AWS::DynamoDB::Table; choose one",
      }),
      accounts: accountKeys,
      namePrefixes: texts,
      events: z.enum(["all", "reads", "writes"], { error: "must be all, reads or writes; choose one" }),
      withoutServiceEvents: z.boolean().optional(),
      consoleOnly: z.boolean().optional(),
    }),
  ),
  network: z.record(z.string(), z.strictObject({ source: text, everyCallOf: texts.optional() })),
});
const standardIds = z.array(
  z.enum(STANDARD_IDS, { error: `must be a standard; choose among ${STANDARD_IDS.join(", ")}` }),
);

/** Shape of an {@link OwnSecurity}; messages are `rule; remedy`. */
export const ownSecurityShape = z.strictObject({
  standards: standardIds,
  disabledControls: z.record(z.string(), text),
  records,
});

/** Shape of a {@link SecurityConfig}; messages are `rule; remedy`. */
export const securityShape = z.strictObject({
  records,
  standards: z.strictObject({
    further: standardIds,
    migrateUntil: text.optional(),
  }),
  reduced: accountKeys,
  findings: z.record(
    z.string(),
    z.strictObject({
      control: text,
      severity: z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"], {
        error: "must be CRITICAL, HIGH, MEDIUM or LOW; choose one",
      }),
      pattern: z.enum(["A", "B", "C", "D", "E"], { error: "must be A, B, C, D or E; choose one" }),
      environments: texts,
      resource: z.union([z.literal("whole-control"), z.strictObject({ arn: text })], {
        error: "must be whole-control or have an arn; choose one",
      }),
      reason: text,
      owner: text,
      measure: text.optional(),
      due: text.optional(),
    }),
  ),
  guardDuty: z.union([z.strictObject({ plansOff: z.record(z.string(), text) }), off]),
  inspector: z.union([z.strictObject({ codeScanned: accountKeys }), off]),
  vulnerabilityOrder: z.enum(["exposure-and-assets", "futurevuls-score"], {
    error: "must be exposure-and-assets or futurevuls-score; choose one",
  }),
  macie: z.union([
    z.strictObject({
      identifiers: z.record(
        z.string(),
        z.strictObject({
          identifierName: text,
          description: text,
          regex: text,
          keywords: texts,
          mostDistance: countShape,
        }),
      ),
      excludedBuckets: texts,
    }),
    off,
  ]),
  accessAnalyzer: z.union([
    z.strictObject({
      unused: z.strictObject({ unusedAfterDays: countShape, accounts: accountKeys }).optional(),
    }),
    off,
  ]),
  firewallManager: z.strictObject({ deniedRulesGroupId: text, managedRuleGroup: text }).optional(),
  topics: z.record(z.string(), z.strictObject({ emailAddresses: texts })),
  routes: z.record(z.string(), z.strictObject({ accounts: accountKeys, topics: alerted })),
  slack: z.record(
    z.string(),
    z.strictObject({ ids: z.strictObject({ teamId: text, channelId: text }), topics: texts }),
  ),
  tickets: z
    .strictObject({ endpoint: text, keyHeader: text, mostPerSecond: countShape.optional(), routes: texts })
    .optional(),
  review: reminder,
  audit: reminder,
});

/**
 * What must fit together in the security account's values.
 *
 * @param today - the day of the build, which exceptions and migrations must not have passed
 */
export function securityProblems(
  config: SecurityConfig,
  organization: Organization,
  path: string,
  today: string = new Date().toISOString().slice(0, "2027-01-31".length),
): readonly Problem[] {
  const { standards, findings, reduced, guardDuty, macie } = config;
  const environments = accountsOf(organization.accounts).map(([key]) => key);
  return [
    ...standardProblems(
      {
        standards: ["fsbp-1.0.0", "cis-3.0.0", ...standards.further],
        migrateUntil: standards.migrateUntil,
      },
      today,
      `${path}.standards`,
    ),
    ...registerProblems(findings, { environments, reduced }, today, `${path}.findings`),
    ...("off" in guardDuty ? [] : plansOffProblems(guardDuty.plansOff, `${path}.guardDuty.plansOff`)),
    ...("off" in macie ? [] : dataIdentifierProblems(macie.identifiers, `${path}.macie.identifiers`)),
    ...offProblems(config, path),
    ...topicProblems(config, path),
    ...routeProblems(config, environments, path),
    ...ticketProblems(config, `${path}.tickets`),
  ];
}

function offProblems(
  { guardDuty, inspector, macie, accessAnalyzer }: SecurityConfig,
  path: string,
): readonly Problem[] {
  return Object.entries({ guardDuty, inspector, macie, accessAnalyzer }).flatMap(([key, service]) =>
    "off" in service && service.off.trim() === ""
      ? [
          {
            path: `${path}.${key}.off`,
            rule: "a service that is not used has a reason",
            got: service.off,
            fix: "say why, for whoever audits it",
          },
        ]
      : [],
  );
}

function topicProblems(
  { topics, routes, slack, review, audit }: SecurityConfig,
  path: string,
): readonly Problem[] {
  const named = [
    ...Object.entries(routes).flatMap(([name, { topics: told }]) =>
      Object.entries(told).map(([severity, topic]) => [`routes.${name}.topics.${severity}`, topic] as const),
    ),
    ...Object.entries(slack).flatMap(([name, { topics: shown }]) =>
      shown.map((topic) => [`slack.${name}.topics`, topic] as const),
    ),
    ["review.topic", review.topic] as const,
    ["audit.topic", audit.topic] as const,
  ];
  return named
    .filter(([, topic]) => !(topic in topics))
    .map(([where, got]) => ({
      path: `${path}.${where}`,
      rule: "must be a topic that exists",
      got,
      fix: `use one of ${Object.keys(topics).join(", ") || "none: add one"}`,
    }));
}

function ticketProblems({ tickets, routes }: SecurityConfig, path: string): readonly Problem[] {
  return tickets === undefined
    ? []
    : [
        ...ticketSystemProblems(tickets, path),
        ...tickets.routes
          .filter((route) => !(route in routes))
          .map((got) => ({
            path: `${path}.routes`,
            rule: "must be routes of findings",
            got,
            fix: `choose among ${Object.keys(routes).join(", ")}`,
          })),
      ];
}

/** Every account's findings are told to somebody, once. */
function routeProblems(
  { routes }: SecurityConfig,
  environments: readonly string[],
  path: string,
): readonly Problem[] {
  const told = Object.values(routes).flatMap(({ accounts }) => accounts);
  return environments.flatMap((key) => {
    const times = told.filter((account) => account === key).length;
    return times === 1
      ? []
      : [
          {
            path: `${path}.routes`,
            rule: `must tell somebody of the findings of ${key}, once`,
            got: times === 0 ? "nobody" : `${times} routes`,
            fix: times === 0 ? "add the account to a route" : "leave it in one route",
          },
        ];
  });
}
