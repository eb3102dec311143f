import fs from "node:fs";
import { ALL_GUARD_RAILS } from "../../guardrails/rules";
import { pageWithRules } from "../../operations/guardrails/page";
import { refusalOf } from "../support/synthesis";

const PAGE = "docs/guardrails.md";
const MEND = `npm run guardrails -- --page ${PAGE}`;

describe("the page on guard rails", () => {
  const page = fs.readFileSync(PAGE, "utf8");

  it(`has every rule with its title and controls in its table; otherwise: ${MEND}`, () => {
    expect(page).toBe(pageWithRules(page, ALL_GUARD_RAILS, PAGE));
  });

  it("says how its table is written", () => {
    expect(page).toContain(MEND);
  });

  it("keeps what stands around the table", () => {
    const [before, , after] = page.split(/(?<=<!-- rules -->)|(?=<!-- \/rules -->)/);
    const none = pageWithRules(page, [], PAGE);
    expect([none.startsWith(before!), none.endsWith(after!)]).toEqual([true, true]);
    expect(none).not.toContain("NET-001");
  });

  it("is refused without the marks of the table", () => {
    expect(refusalOf(() => pageWithRules("# Guard rails", ALL_GUARD_RAILS, PAGE))).toBe(
      `${PAGE}: says where the table of the rules stands, got no marks; write <!-- rules --> and <!-- /rules --> into it`,
    );
  });
});

describe("the rules", () => {
  it("have ids of their own", () => {
    const ids = ALL_GUARD_RAILS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
