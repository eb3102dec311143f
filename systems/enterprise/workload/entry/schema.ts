import { z } from "zod";
import { restApiProblems } from "../../../../constructs/api/rest-api";
import type { Problem } from "../../../../constructs/core/errors";
import { restrictedPathProblems } from "../../../../constructs/edge/restricted-paths";
import { logRetentionProblems } from "../../../../constructs/observability/log-retention";
import { countShape, domainShape, hostedZoneIdShape } from "../../../shapes";
import type { DecisionsConfig } from "../decisions/config";
import type { EntryConfig } from "./config";
import { type EntryPlan, entryPlan } from "./plan";

const text = z.string("must be a text; write it in quotes");
const texts = z.array(text);
const rate = z.number("must be a number; write it without quotes");

const throttle = { ratePerSecond: rate, burst: countShape };

/** Shape of an {@link EntryConfig}; messages are `rule; remedy`. */
export const entryShape = z.strictObject({
  domainName: domainShape,
  hostedZoneId: hostedZoneIdShape,
  users: z.strictObject({
    domainPrefix: text,
    usersMadeBy: z
      .enum(["administrators", "everyone"], { error: "must be administrators or everyone; choose one" })
      .optional(),
    secondFactor: z
      .enum(["optional", "required"], { error: "must be optional or required; choose one" })
      .optional(),
  }),
  api: z.strictObject({
    throttle: z.strictObject(throttle),
    clients: z.record(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens; rename the client"),
      z.strictObject({
        ...throttle,
        quota: z.strictObject({
          requests: countShape,
          per: z.enum(["DAY", "WEEK", "MONTH"], { error: "must be DAY, WEEK or MONTH; choose one" }),
        }),
        apiKey: z.union([z.literal("made-here"), z.strictObject({ existingKeyId: text })]).optional(),
      }),
    ),
    promised: z.strictObject({
      errorsAbovePercent: rate.optional(),
      latency: z.strictObject({ aboveMilliseconds: countShape, percentile: rate.optional() }).optional(),
    }),
    cors: z
      .strictObject({
        origins: texts,
        methods: texts,
        headers: texts,
        credentials: z
          .enum(["omitted", "included"], { error: "must be omitted or included; choose one" })
          .optional(),
      })
      .optional(),
    cache: z
      .strictObject({
        sizeGb: z.enum(["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"], {
          error: "must be a size that API Gateway has; choose 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237",
        }),
        ttlSeconds: countShape,
        queryStrings: texts,
      })
      .optional(),
    variables: z.record(z.string(), text).optional(),
    timeoutMs: countShape.optional(),
    authorizer: z.strictObject({ functionName: text, invokeArn: text }).optional(),
    executionLevel: z
      .enum(["OFF", "ERROR", "INFO"], { error: "must be OFF, ERROR or INFO; choose one" })
      .optional(),
  }),
  webAcl: z.strictObject({
    mode: z.enum(["enforce", "count"], { error: "must be enforce or count; choose one" }),
    requestsPerAddress: countShape,
  }),
  adminScreens: z.strictObject({ pathPrefixes: texts, allowedCidrs: z.record(z.string(), text) }).optional(),
  cacheablePaths: z
    .record(
      z.string(),
      z.strictObject({
        pathPattern: text,
        sameFor: z.enum(["everyone", "one-user"], { error: "must be everyone or one-user; choose one" }),
        minTtlSeconds: countShape,
        defaultTtlSeconds: countShape,
        maxTtlSeconds: countShape,
        queryStrings: z.union([z.literal("none"), z.literal("all"), texts]).optional(),
      }),
    )
    .optional(),
  originSecretVersions: texts.min(1, "must have a version; begin with 1"),
  requestLogRetentionDays: countShape,
  shieldAdvancedApproved: z.boolean("must be true or false; write one of them").optional(),
}) as unknown as z.ZodType<EntryConfig>;

/** What must fit together in the entry of an account, and between it and the workload's decisions. */
export function entryProblems(
  config: EntryConfig,
  decisions: DecisionsConfig,
  path: string,
): readonly Problem[] {
  const { api, adminScreens, requestLogRetentionDays, shieldAdvancedApproved = false } = config;
  const plan = entryPlan(decisions);
  return [
    ...reachProblems(plan, path),
    ...askedForProblems(config, decisions, plan, path),
    ...(plan.shield === "advanced" && !shieldAdvancedApproved
      ? [
          {
            path: `${path}.shieldAdvancedApproved`,
            rule: "is true where Shield Advanced is chosen, which binds for a year",
            got: shieldAdvancedApproved,
            fix: "have the cost approved, or leave the choice out",
          },
        ]
      : []),
    ...restApiProblems(
      {
        authorization: { by: "application", reason: "who decides is among the decisions" },
        ...api,
        timeoutQuotaRaised: plan.timeoutQuotaRaised,
      },
      `${path}.api`,
    ),
    ...(adminScreens ? restrictedPathProblems(adminScreens, `${path}.adminScreens`) : []),
    ...logRetentionProblems(requestLogRetentionDays, `${path}.requestLogRetentionDays`),
  ];
}

/** Ways in that no layer makes. */
function reachProblems({ audience, gateway, cdn, webAcl }: EntryPlan, path: string): readonly Problem[] {
  if (audience === "internal") {
    return gateway === "none"
      ? []
      : [
          {
            path,
            rule: "has no API Gateway for callers of the house, who reach the internal load balancer",
            got: gateway,
            fix: "state the boundary as own-system without rate limits, or choose gateway none with a reason",
          },
        ];
  }
  return [
    ...(webAcl === "none"
      ? [
          {
            path,
            rule: "has a web ACL before whatever is reached from the internet",
            got: webAcl,
            fix: "leave the choice of webAcl out; its rules may count",
          },
        ]
      : []),
    ...(gateway === "none" && cdn === "none"
      ? [
          {
            path,
            rule: "reaches the load balancer from the internet, which has no public address",
            got: "neither API Gateway nor CloudFront",
            fix: "choose cdn cloudfront or gateway rest-api",
          },
        ]
      : []),
  ];
}

/** Values that the traits ask for, and values that nothing asks for. */
function askedForProblems(
  { api }: EntryConfig,
  { traits }: DecisionsConfig,
  { gateway, authorization, tellsClientsApart }: EntryPlan,
  path: string,
): readonly Problem[] {
  if (gateway === "none") {
    return [];
  }
  const agree = (key: string, wanted: boolean, there: boolean, trait: string): readonly Problem[] =>
    wanted === there
      ? []
      : [
          {
            path: `${path}.api.${key}`,
            rule: wanted ? `is stated where ${trait}` : `is left out unless ${trait}`,
            got: there ? "stated" : undefined,
            fix: wanted ? "state it, or correct the traits" : "leave it out, or correct the traits",
          },
        ];
  return [
    ...(tellsClientsApart && Object.keys(api.clients).length === 0
      ? agree("clients", true, false, "each client has limits of its own")
      : []),
    ...agree("cache", traits.responseCache, api.cache !== undefined, "responses are cached"),
    ...agree("variables", traits.stageVariables, api.variables !== undefined, "stages have variables"),
    ...agree(
      "authorizer",
      authorization === "lambda-authorizer",
      api.authorizer !== undefined,
      "a function of one's own checks tokens",
    ),
  ];
}
