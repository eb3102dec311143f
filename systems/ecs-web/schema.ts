import { z } from "zod";
import { fargateSizeProblems } from "../../constructs/compute/fargate-sizes";
import { scalingProblems } from "../../constructs/compute/service-scaling";
import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { githubConfigSchema } from "../../constructs/identity/github-config";
import {
  internetCidrProblems,
  namedCidrProblems,
  type NamedCidrs,
} from "../../constructs/network/named-cidrs";
import { networkConfigSchema } from "../../constructs/network/network-config";
import { networkNames } from "../../constructs/network/network-names";
import { networkProblems } from "../../constructs/network/network-rules";
import { keepImagesProblems } from "../../constructs/registry/image-repository";
import { environmentSchema } from "../environment";
import { containerInsightsShape, countShape, domainShape, hostedZoneIdShape, scalingShape } from "../shapes";
import type { EcsWebConfig } from "./config";

/** One address: whoever may reach the learning set-up is named by itself. */
const ONE_ADDRESS = 32;

const allowedCidrs = z.record(
  z.string(),
  z.string("must be an address; write it like 203.0.113.10/32"),
  "must name who may reach it; write it like { operator: 203.0.113.10/32 }",
);

const webAclRules = z.array(
  z.union([
    z.strictObject({
      name: z.string(),
      priority: countShape,
      managedGroup: z.string(),
      mode: z.enum(["enforce", "count"], { error: "must be enforce or count; choose one" }).optional(),
      vendor: z.string().optional(),
      version: z.string().optional(),
      countOnly: z.array(z.string()).optional(),
    }),
    z.strictObject({
      name: z.string(),
      priority: countShape,
      requestsPerAddress: countShape,
      mode: z.enum(["enforce", "count"], { error: "must be enforce or count; choose one" }).optional(),
      windowSeconds: z.union([z.literal(60), z.literal(120), z.literal(300), z.literal(600)]).optional(),
    }),
  ]),
);

const site = z.discriminatedUnion(
  "access",
  [
    z.strictObject({ access: z.literal("website"), allowedCidrs }),
    z.strictObject({
      access: z.literal("cdn"),
      domainName: domainShape,
      hostedZoneId: hostedZoneIdShape,
      webAclRules,
    }),
  ],
  { error: "must be website or cdn; choose one" },
);

const listener = z.discriminatedUnion(
  "protocol",
  [
    z.strictObject({ protocol: z.literal("http") }),
    z.strictObject({
      protocol: z.literal("https"),
      domainName: domainShape,
      hostedZoneId: hostedZoneIdShape,
    }),
  ],
  { error: "must be http or https; choose one" },
);

/** Shape of an {@link EcsWebConfig}; messages are `rule; remedy`. */
export const ecsWebSchema = z.strictObject({
  environment: environmentSchema,
  github: githubConfigSchema.optional(),
  network: networkConfigSchema,
  siteBucketName: z.string("must be the name of a bucket; write it like ecs-web-dev-site-example-org"),
  site,
  api: z.strictObject({
    allowedCidrs: z.union([z.literal("everyone"), allowedCidrs], {
      error: "must name who may reach the API, or be everyone; write it like { operator: 203.0.113.10/32 }",
    }),
    listener,
    signIn: z.union([z.literal("none"), z.strictObject({ domainPrefix: z.string(), path: z.string() })], {
      error: "must be none, or have a domainPrefix and a path; choose one",
    }),
    webAclRules: z.union([z.literal("none"), webAclRules], {
      error: "must be none or a list of rules; choose one",
    }),
    accessLogs: z.union([z.literal("none"), z.strictObject({ retentionDays: countShape })], {
      error: "must be none or have retentionDays; choose one",
    }),
  }),
  backend: z.strictObject({
    cpu: countShape,
    memoryMiB: countShape,
    desiredCount: countShape,
    scaling: scalingShape.optional(),
  }),
  containerInsights: containerInsightsShape,
  recovery: z.union([z.literal("none"), z.strictObject({ days: countShape })], {
    error: "must be none or have days; choose one",
  }),
  keepImages: countShape,
  logRetentionDays: countShape,
}) as unknown as z.ZodType<EcsWebConfig>;

/** What must fit together in a well-shaped config. */
export function ecsWebProblems(
  { network, site, api, backend, keepImages }: EcsWebConfig,
  { system, name, zones }: Environment,
  path: string,
): readonly Problem[] {
  const { scaling, ...size } = backend;
  return [
    ...networkProblems(network, {
      zones,
      path: `${path}.network`,
      names: networkNames(`${system}-${name}`),
    }),
    ...(site.access === "website" ? addressProblems(site.allowedCidrs, `${path}.site.allowedCidrs`) : []),
    ...(api.allowedCidrs === "everyone" ? [] : addressProblems(api.allowedCidrs, `${path}.api.allowedCidrs`)),
    ...apiProblems(api, site, `${path}.api`),
    ...fargateSizeProblems(size, `${path}.backend`),
    ...(scaling ? scalingProblems(scaling, `${path}.backend.scaling`) : []),
    ...keepImagesProblems(keepImages, path),
  ];
}

function addressProblems(cidrs: NamedCidrs, path: string): readonly Problem[] {
  return [...namedCidrProblems(cidrs, path, ONE_ADDRESS), ...internetCidrProblems(cidrs, path)];
}

function apiProblems(
  { allowedCidrs: allowed, listener, signIn }: EcsWebConfig["api"],
  site: EcsWebConfig["site"],
  path: string,
): readonly Problem[] {
  const plain = listener.protocol === "http";
  return [
    ...(plain && allowed === "everyone"
      ? [
          {
            path: `${path}.allowedCidrs`,
            rule: "must name who may reach the API over plain HTTP",
            got: allowed,
            fix: "name the addresses, or let the listener speak https",
          },
        ]
      : []),
    ...(plain && signIn !== "none"
      ? [
          {
            path: `${path}.signIn`,
            rule: "must be none over plain HTTP, where load balancers let nobody sign in",
            got: signIn.domainPrefix,
            fix: "let the listener speak https, or leave sign-in out",
          },
        ]
      : []),
    ...(site.access === "website" && signIn !== "none"
      ? [
          {
            path: `${path}.signIn`,
            rule: "must be none while S3 serves the site, to which users could not come back over HTTPS",
            got: signIn.domainPrefix,
            fix: "serve the site by cdn, or leave sign-in out",
          },
        ]
      : []),
  ];
}
