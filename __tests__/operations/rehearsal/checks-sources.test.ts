import { CHECKS } from "../../../operations/rehearsal/checks/registry";

describe("the checks", () => {
  test("have their source in documentation", () => {
    const sources = [...CHECKS.values()].flat().map(({ source }) => source);
    expect(
      sources.filter(
        (source) => !/^https:\/\/(registry\.terraform\.io|docs\.aws\.amazon\.com)\//.test(source),
      ),
    ).toEqual([]);
  });
});
