import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";

/** What every rule of a web ACL has. */
interface NamedRule {
  /** Name of the rule and of its metric: letters, digits, - and _, each once. */
  readonly name: string;
  /** Order in which rules are tried, 0 first, each once. */
  readonly priority: number;
  /**
   * `"count"` only counts what the rule would do, to try it on live traffic.
   *
   * @default "enforce"
   */
  readonly mode?: "enforce" | "count";
}

/** Rules that AWS, or a seller in its Marketplace, keeps up to date. */
export interface ManagedRules extends NamedRule {
  /**
   * Name of the group: `AWSManagedRulesCommonRuleSet`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
   */
  readonly managedGroup: string;
  /**
   * Whose group it is.
   *
   * @default "AWS"
   */
  readonly vendor?: string;
  /**
   * Version of the group.
   *
   * @default - the one that its vendor recommends
   */
  readonly version?: string;
  /**
   * Rules of the group that only count, because they have blocked what they should not: `["SizeRestrictions_BODY"]`.
   *
   * @default - none
   */
  readonly countOnly?: readonly string[];
}

/** Blocks an address that asks too often. */
export interface RateLimit extends NamedRule {
  /** Requests of one address in the window above which it is blocked, 10 to 2000000000. */
  readonly requestsPerAddress: number;
  /**
   * Length of the window in seconds: 60, 120, 300 or 600.
   *
   * @default 300
   */
  readonly windowSeconds?: 60 | 120 | 300 | 600;
}

/** Blocks requests by the country that their address belongs to. */
export interface CountryRule extends NamedRule {
  /** Two-letter codes of ISO 3166. */
  readonly countries: readonly string[];
  /** Whether those countries are blocked, or all others. */
  readonly block: "these" | "all-others";
}

/** Any other rule. */
export interface CustomRule extends NamedRule {
  /** Statement as Terraform takes it, with its names in snake case. */
  readonly statement: Readonly<Record<string, unknown>>;
  /** What happens to a request that matches. */
  readonly action: "allow" | "block" | "count" | "captcha" | "challenge";
}

/** One rule of a web ACL. */
export type WebAclRule = ManagedRules | RateLimit | CountryRule | CustomRule;

const WINDOW_SECONDS = 300;

/** Renders a rule as Terraform takes it. What cdktf leaves untyped is in Terraform's own names. */
export function renderRule(rule: WebAclRule): Wafv2WebAclRule {
  const { name, priority, mode = "enforce" } = rule;
  const common = { name, priority, visibilityConfig: visibility(name) };
  const counted = mode === "count";
  if ("managedGroup" in rule) {
    return {
      ...common,
      statement: managedStatement(rule),
      overrideAction: counted ? { count: {} } : { none: {} },
    };
  }
  const action = counted ? "count" : "action" in rule ? rule.action : "block";
  return { ...common, statement: ownStatement(rule), action: { [action]: {} } };
}

/** Metrics and samples of what a rule, or a whole web ACL, has decided. */
export function visibility(metricName: string): {
  readonly cloudwatchMetricsEnabled: boolean;
  readonly metricName: string;
  readonly sampledRequestsEnabled: boolean;
} {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function managedStatement({ managedGroup, vendor = "AWS", version, countOnly = [] }: ManagedRules) {
  return {
    managed_rule_group_statement: {
      name: managedGroup,
      vendor_name: vendor,
      ...(version === undefined ? {} : { version }),
      ...(countOnly.length === 0
        ? {}
        : { rule_action_override: countOnly.map((name) => ({ name, action_to_use: { count: {} } })) }),
    },
  };
}

function ownStatement(rule: RateLimit | CountryRule | CustomRule): Readonly<Record<string, unknown>> {
  if ("requestsPerAddress" in rule) {
    const { requestsPerAddress, windowSeconds = WINDOW_SECONDS } = rule;
    return {
      rate_based_statement: {
        limit: requestsPerAddress,
        aggregate_key_type: "IP",
        evaluation_window_sec: windowSeconds,
      },
    };
  }
  if ("countries" in rule) {
    const match = { geo_match_statement: { country_codes: rule.countries } };
    return rule.block === "these" ? match : { not_statement: { statement: match } };
  }
  return rule.statement;
}
