import type { Problem } from "../core/errors";
import type { WebAclRule } from "./web-acl-rules";

const LEAST_REQUESTS = 10;
const MOST_REQUESTS = 2_000_000_000;
const MOST_COUNTRIES = 50;
const COUNTRY = /^[A-Z]{2}$/;
const RULE_NAME = /^[\w-]{1,128}$/;

/**
 * Everything about the rules of a web ACL that WAF would refuse.
 *
 * @param path - where the rules stand, for the errors
 */
export function webAclRuleProblems(rules: readonly WebAclRule[], path: string): readonly Problem[] {
  const nameByPriority = new Map<number, string>();
  const names = new Set<string>();
  return rules.flatMap((rule) => {
    const at = `${path}.${rule.name}`;
    const problems: Problem[] = [];
    const other = nameByPriority.get(rule.priority);
    if (other !== undefined) {
      problems.push({
        path: `${at}.priority`,
        rule: `differs from that of ${other}`,
        got: rule.priority,
        fix: "choose a free one",
      });
    }
    if (!Number.isInteger(rule.priority) || rule.priority < 0) {
      problems.push({
        path: `${at}.priority`,
        rule: "is a whole number from 0",
        got: rule.priority,
        fix: "choose such a number",
      });
    }
    if (names.has(rule.name) || !RULE_NAME.test(rule.name)) {
      problems.push({
        path: at,
        rule: "the name of a rule is 1 to 128 letters, digits, - and _, each once",
        got: rule.name,
        fix: "rename it",
      });
    }
    nameByPriority.set(rule.priority, rule.name);
    names.add(rule.name);
    return [...problems, ...contentProblems(rule, at)];
  });
}

function contentProblems(rule: WebAclRule, at: string): readonly Problem[] {
  if ("requestsPerAddress" in rule) {
    const { requestsPerAddress: requests } = rule;
    return Number.isInteger(requests) && requests >= LEAST_REQUESTS && requests <= MOST_REQUESTS
      ? []
      : [
          {
            path: `${at}.requestsPerAddress`,
            rule: `is a whole number from ${LEAST_REQUESTS} to ${MOST_REQUESTS}`,
            got: requests,
            fix: "choose one of that range",
          },
        ];
  }
  if ("countries" in rule) {
    const { countries } = rule;
    const wrong = countries.find((country) => !COUNTRY.test(country));
    return countries.length > 0 && countries.length <= MOST_COUNTRIES && wrong === undefined
      ? []
      : [
          {
            path: `${at}.countries`,
            rule: `are 1 to ${MOST_COUNTRIES} two-letter codes in capitals`,
            got: wrong ?? countries.length,
            fix: "write them like JP",
          },
        ];
  }
  return [];
}
