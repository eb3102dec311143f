import { SavedQuery, type SavedQueryProps } from "../../../constructs/observability/saved-query";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (change: Partial<SavedQueryProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new SavedQuery(stack, "errors", {
        queryName: "Error Rate",
        commands: [
          "fields @timestamp, @message",
          "filter @message like /ERROR/",
          "stats count() as error_count by bin(5m)",
        ],
        ...change,
      }),
  ).one("aws_cloudwatch_query_definition", "errors_query");

const groups = (count: number) => Array.from({ length: count }, (_none, index) => `/ecs/service-${index}`);

describe("a saved query", () => {
  test("OW-285: joins its commands", () => {
    expect(synthesize()).toEqual({
      name: "Error Rate",
      query_string:
        "fields @timestamp, @message | filter @message like /ERROR/ | stats count() as error_count by bin(5m)",
    });
  });

  test("EN-254: searches up to 50 log groups", () => {
    expect(synthesize({ logGroupNames: groups(50) })["log_group_names"]).toHaveLength(50);
    expect(refusalOf(() => synthesize({ logGroupNames: groups(51) }))).toBe(
      "unit-test/errors.logGroupNames: are at most 50, got 51; divide them among several queries",
    );
  });

  test.each<[string, Partial<SavedQueryProps>, string]>([
    ["no command", { commands: [] }, "commands: is made of commands, none of them empty"],
    ["a blank command", { commands: ["fields @message", " "] }, "is made of commands, none of them empty"],
    ["10001 characters", { commands: ["f".repeat(10_001)] }, "has at most 10000 characters, got 10001"],
    ["a name of 256 characters", { queryName: "q".repeat(256) }, "has at most 255 characters"],
    ["no name", { queryName: "" }, "is made of any characters but : and *"],
    ["a colon in its name", { queryName: "Errors: all" }, "is made of any characters but : and *"],
    ["a slash at its name's end", { queryName: "openwan/" }, "in levels divided by /"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });

  test("may stand in a folder", () => {
    expect(synthesize({ queryName: "openwan/Error Rate" })["name"]).toBe("openwan/Error Rate");
  });

  test("takes 10000 characters", () => {
    expect(synthesize({ commands: ["f".repeat(10_000)] })["query_string"]).toHaveLength(10_000);
  });
});
