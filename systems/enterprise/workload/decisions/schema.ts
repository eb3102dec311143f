import { z } from "zod";
import type { Problem } from "../../../../constructs/core/errors";
import { choiceProblems } from "../../../decisions";
import { countShape } from "../../../shapes";
import type { DecisionsConfig } from "./config";
import { decided, DECISIONS_TABLE } from "./decided";
import { GATEWAY_SECONDS } from "./entry";
import type { Traits } from "./traits";

const text = z.string("must be a text; write it in quotes");
const yes = z.boolean("must be true or false; write one of them");

function oneOf<const Options extends readonly [string, ...string[]]>(
  ...options: Options
): z.ZodType<Options[number]> {
  return z.enum(options, { error: `must be ${options.join(" or ")}; choose one` });
}

const traits: z.ZodType<Traits> = z.strictObject({
  traffic: oneOf("steady", "unpredictable"),
  sharedCompute: yes,
  hostOperation: oneOf("acceptable", "too-much"),
  kubernetes: oneOf("not-demanded", "demanded"),
  longestRequestSeconds: countShape,
  gatewayTimeoutRaised: yes,
  audience: oneOf("b2c", "b2b", "internal"),
  partners: z.strictObject({ highAvailability: yes, manyUnknown: yes, overseas: yes, reason: text }),
  siteOnCloudFront: yes,
  boundary: oneOf("own-system", "other-systems"),
  rateLimits: oneOf("none", "together", "per-client"),
  responseCache: yes,
  stageVariables: yes,
  authorization: oneOf("by-token", "beyond-token", "beyond-token-at-low-latency"),
  latency: oneOf("usual", "low", "extreme"),
  serviceCalls: oneOf("usual", "very-frequent"),
  discoveryVerified: yes,
  batch: oneOf("business", "computation"),
  jobDependencies: oneOf("simple", "many"),
  jobDelivery: oneOf("at-least-once", "exactly-once"),
  messageKeepDays: countShape,
  existingBroker: yes,
  sshNeeded: yes,
  logRetentionDiffers: yes,
  sourceHost: oneOf("github", "gitlab"),
  closedNetwork: yes,
  longTests: yes,
});

/** Shape of a {@link DecisionsConfig}; messages are `rule; remedy`. */
export const decisionsShape: z.ZodType<DecisionsConfig> = z.strictObject({
  traits,
  choices: z.record(z.string(), z.strictObject({ use: text, because: text })),
});

/** What is wrong with the traits of a workload and with what is chosen otherwise. */
export function decisionProblems(config: DecisionsConfig, path: string): readonly Problem[] {
  return [
    ...choiceProblems(DECISIONS_TABLE, config.traits, config.choices, path),
    ...partnerProblems(config.traits, `${path}.traits.partners`),
    ...limitProblems(config.traits, `${path}.traits.longestRequestSeconds`),
    ...siteProblems(config, `${path}.traits.siteOnCloudFront`),
  ];
}

/** Partners decide about the edge, so what is said of them rests on something. */
function partnerProblems({ audience, partners }: Traits, path: string): readonly Problem[] {
  return audience !== "b2b" || /\S/.test(partners.reason)
    ? []
    : [
        {
          path: `${path}.reason`,
          rule: "says what the answers rest on, as they decide about CloudFront",
          got: partners.reason,
          fix: "name the contract, the plan or the count",
        },
      ];
}

/** Limits need a gateway, which does not wait for long answers. */
function limitProblems(
  { rateLimits, longestRequestSeconds, gatewayTimeoutRaised }: Traits,
  path: string,
): readonly Problem[] {
  return rateLimits === "none" || longestRequestSeconds <= GATEWAY_SECONDS || gatewayTimeoutRaised
    ? []
    : [
        {
          path,
          rule: `is at most ${GATEWAY_SECONDS} where calls are limited, as the gateway that limits them waits no longer`,
          got: longestRequestSeconds,
          fix: "answer sooner and work in a job, or have AWS raise the time and state gatewayTimeoutRaised",
        },
      ];
}

/** A site on CloudFront is this workload's own, so one without it cannot be stated. */
function siteProblems(config: DecisionsConfig, path: string): readonly Problem[] {
  return config.traits.siteOnCloudFront && decided(config).cdn === "none"
    ? [
        {
          path,
          rule: "is so only where CloudFront stands at the edge",
          got: true,
          fix: "state it as false: in a closed network the load balancer delivers the site",
        },
      ]
    : [];
}
