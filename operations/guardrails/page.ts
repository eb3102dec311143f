import { markdownTable } from "markdown-table";
import { refuse } from "../../constructs/core/errors";
import type { Rule } from "../../guardrails/guard-rail";

const BLOCK = /(<!-- rules -->\n)[\s\S]*(\n<!-- \/rules -->)/;

/**
 * A page with a table of the rules and the published controls that they serve, between its two marks.
 *
 * @param file - where the page lies, for the message
 * @throws ProblemsError when the page has no marks
 */
export function pageWithRules(page: string, rules: readonly Rule[], file: string): string {
  if (!BLOCK.test(page)) {
    refuse({
      path: file,
      rule: "says where the table of the rules stands",
      got: "no marks",
      fix: "write <!-- rules --> and <!-- /rules --> into it",
    });
  }
  const table = markdownTable([
    ["Rule", "What it asks", "Controls"],
    ...rules.map(({ id, title, controls: { fsbp = [], cis = [], checkov = [] } }) => [
      `\`${id}\``,
      title,
      [...fsbp, ...cis.map((control) => `CIS ${control}`), ...checkov].join(", "),
    ]),
  ]);
  return page.replace(BLOCK, (_, before: string, after: string) => `${before}\n${table}\n${after}`);
}
