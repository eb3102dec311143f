import fs from "node:fs";
import { GUARD_RAILS } from "../../guardrails/rules";

const PAGE = "docs/guardrails.md";

describe("the page on guard rails", () => {
  it("lists every rule with its title and controls, in their order", () => {
    const [, block = ""] = fs.readFileSync(PAGE, "utf8").split(/<!-- \/?rules -->/);
    const rows = block
      .trim()
      .split("\n")
      .slice(2)
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(
      GUARD_RAILS.map(({ id, title, controls: { fsbp = [], cis = [], checkov = [] } }) => [
        `\`${id}\``,
        title,
        [...fsbp, ...cis.map((control) => `CIS ${control}`), ...checkov].join(", "),
      ]),
    );
  });

  it("has no two rules of one id", () => {
    const ids = GUARD_RAILS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
