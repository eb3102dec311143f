import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const ANY = "*";
/** The only version of rules that the API knows; files of the SDKs have another. */
const VERSION = 1;
const PRIORITY = { least: 1, most: 9999 };
const MOST_ATTRIBUTES = 5;

/** Which requests a rule is about, and how many of them are traced. */
export interface SamplingRule {
  /** Name of the rule, at most 32 characters. A change replaces it. */
  readonly ruleName: string;
  /** Place among the rules, 1 to 9999: the first rule that matches decides, the lowest number first. */
  readonly priority: number;
  /** Matching requests per second that are traced in any case, by all services together. */
  readonly reservoirSize: number;
  /** Part of the others that is traced, 0 to 1. */
  readonly fixedRate: number;
  /**
   * Method of the request: `GET`.
   *
   * @default "*"
   */
  readonly httpMethod?: string;
  /**
   * Path of the request: `/health`.
   *
   * @default "*"
   */
  readonly urlPath?: string;
  /**
   * Host that the request names.
   *
   * @default "*"
   */
  readonly host?: string;
  /**
   * Name by which the service calls itself.
   *
   * @default "*"
   */
  readonly serviceName?: string;
  /**
   * Attributes of the segment that are known when it begins, at most 5.
   *
   * @default - none
   */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Values of {@link SamplingRules}. */
export interface SamplingRulesProps {
  /** The rules, by a name that stays. */
  readonly rules: Readonly<Record<string, SamplingRule>>;
}

/**
 * The rules by which X-Ray decides which requests are traced. Requests that match none follow X-Ray's own Default rule:
 * one a second and 5 % of the others.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export class SamplingRules extends Construct {
  /** @throws ProblemsError with everything about the rules that X-Ray would refuse, and equal priorities */
  public constructor(scope: Construct, id: string, { rules }: SamplingRulesProps) {
    super(scope, id);
    const { path } = this.node;
    throwProblems(Object.entries(rules).flatMap(([key, rule]) => ruleProblems(rule, key, rules, path)));

    for (const [key, rule] of Object.entries(rules)) {
      const { ruleName, priority, reservoirSize, fixedRate, attributes } = rule;
      const { httpMethod = ANY, urlPath = ANY, host = ANY, serviceName = ANY } = rule;
      new XraySamplingRule(this, key, {
        ruleName: checkedName("aws_xray_sampling_rule", ruleName, `${path}.${key}`),
        priority,
        reservoirSize,
        fixedRate,
        httpMethod,
        urlPath,
        host,
        serviceName,
        serviceType: ANY,
        resourceArn: ANY,
        version: VERSION,
        ...(attributes === undefined ? {} : { attributes: { ...attributes } }),
      });
    }
  }
}

function ruleProblems(
  rule: SamplingRule,
  key: string,
  rules: SamplingRulesProps["rules"],
  path: string,
): readonly Problem[] {
  const { priority, reservoirSize, fixedRate, attributes = {} } = rule;
  const problems: Problem[] = [];
  const require = (holds: boolean, part: string, clause: string, got: unknown, fix: string): void => {
    if (!holds) {
      problems.push({ path: `${path}.${key}.${part}`, rule: clause, got, fix });
    }
  };
  require(Number.isInteger(priority) &&
    priority >= PRIORITY.least &&
    priority <=
      PRIORITY.most, "priority", `is a whole number from ${PRIORITY.least} to ${PRIORITY.most}`, priority, "choose such a number: X-Ray's own Default rule comes last");
  const [first] = Object.entries(rules).find(([, other]) => other.priority === priority) ?? [key];
  require(first ===
    key, "priority", `is another than that of ${first}`, priority, "say which of the two comes first");
  require(fixedRate >= 0 &&
    fixedRate <= 1, "fixedRate", "is a part of the whole, 0 to 1", fixedRate, "write 10 % as 0.1");
  require(Number.isInteger(reservoirSize) &&
    reservoirSize >= 0, "reservoirSize", "is a whole number from 0", reservoirSize, "choose such a number");
  require(Object.keys(attributes).length <=
    MOST_ATTRIBUTES, "attributes", `are at most ${MOST_ATTRIBUTES}`, Object.keys(attributes)
    .length, "leave some out");
  return problems;
}
