import { type Metric, NOT_NEGATIVE } from "../metric";
import { because, type Monitoring, monitoring, optional, USUAL } from "./monitoring";

/** A web ACL as its metrics know it. */
export interface WebAclResource {
  /** Name of its metric, by its visibility settings. */
  readonly metricName: string;
  /** Where it stands: with CloudFront, whose metrics are in us-east-1, or in a Region. */
  readonly scope: "cloudfront" | { readonly region: string };
  /**
   * Name of the metric of one rule.
   *
   * @default "ALL"
   */
  readonly rule?: string;
}

/** What is declared of a web ACL. */
export interface WebAclObjectives {
  /**
   * Number of blocked requests in five minutes above which somebody should look: an attack, or a rule that is too
   * strict.
   *
   * @default - not watched
   */
  readonly blockedAbove?: number;
}

const EVERY_RULE = "ALL";
const FIGURE = "a figure for tuning the rules";

const REASONS = {
  ...because("to block requests is what a web ACL is for", "BlockedRequests"),
  ...because(FIGURE, "AllowedRequests", "CountedRequests", "PassedRequests"),
  ...because(FIGURE, "CaptchaRequests", "ChallengeRequests"),
};

/** Blocked requests of a web ACL or one of its rules. */
export function blockedRequests({ metricName, scope, rule = EVERY_RULE }: WebAclResource): Metric {
  return {
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    dimensions: {
      WebACL: metricName,
      ...(scope === "cloudfront" ? {} : { Region: scope.region }),
      Rule: rule,
    },
    statistic: "Sum",
    range: NOT_NEGATIVE,
  };
}

/**
 * What is watched of a web ACL: unusually many blocked requests, where a system declares how many are.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function webAcl(resource: WebAclResource, objectives: WebAclObjectives = {}): Monitoring {
  return monitoring(
    {
      blocked: optional(objectives.blockedAbove, (count) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "blocked-high",
        describe: (subject) =>
          `${subject} blocks more than ${count} requests in five minutes: look at the sampled requests for an attack or a rule that is too strict`,
        metric: blockedRequests(resource),
        comparison: ">",
        threshold: count,
      })),
    },
    REASONS,
  );
}
