import { ProblemsError, formatProblem, refuse, throwProblems } from "../../../constructs/core/errors";

describe("formatProblem", () => {
  it("names path, rule, what was found and the remedy in one line", () => {
    expect(
      formatProblem({
        path: "openwan.prod.network.tiers.app.cidrs.b",
        rule: "overlaps data-subnet-a (10.0.21.0/24)",
        got: "10.0.21.0/25",
        fix: "choose a free block",
      }),
    ).toBe(
      "openwan.prod.network.tiers.app.cidrs.b: overlaps data-subnet-a (10.0.21.0/24), got 10.0.21.0/25; choose a free block",
    );
  });

  it.each([
    [undefined, "nothing"],
    ["", '""'],
    [3, "3"],
    [["a"], '["a"]'],
    [{ a: 1 }, '{"a":1}'],
  ])("describes %p as %s", (got, text) => {
    expect(formatProblem({ path: "p", rule: "r", got, fix: "f" })).toBe(`p: r, got ${text}; f`);
  });
});

describe("throwProblems", () => {
  const problem = (path: string) => ({ path, rule: "is wrong", got: 1, fix: "mend it" });

  it("throws all problems at once, a line each", () => {
    expect(() => {
      throwProblems([problem("a"), problem("b")]);
    }).toThrow(new ProblemsError([problem("a"), problem("b")]));
    expect(new ProblemsError([problem("a"), problem("b")]).message).toBe(
      "a: is wrong, got 1; mend it\nb: is wrong, got 1; mend it",
    );
  });

  it("returns when there is none", () => {
    expect(() => {
      throwProblems([]);
    }).not.toThrow();
  });

  it("refuses a single problem", () => {
    expect(() => refuse(problem("a"))).toThrow("a: is wrong, got 1; mend it");
  });
});
