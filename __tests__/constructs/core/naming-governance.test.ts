import { checkedName, type NamedType } from "../../../constructs/core/naming";
import { refusalOf } from "../../support/synthesis";

/** Type, its longest name, one that is too long, one outside its alphabet. */
const CASES: readonly (readonly [NamedType, string, string, string])[] = [
  ["aws_organizations_account", "a ".repeat(25), "a".repeat(51), "店"],
  ["aws_organizations_organizational_unit", "a ".repeat(64), "a".repeat(129), "店"],
  ["aws_ssoadmin_permission_set", "a@".repeat(16), "a".repeat(33), "a b"],
  ["aws_identitystore_user", "あ@".repeat(64), "a".repeat(129), "a%b"],
  ["aws_scheduler_schedule", "a.".repeat(32), "a".repeat(65), "a/b"],
];

describe.each(CASES)("the name of an %s", (type, longest, tooLong, foreign) => {
  test("is taken as long as AWS takes it", () => {
    expect(checkedName(type, longest, "x")).toBe(longest);
  });

  test("is refused beyond that", () => {
    expect(refusalOf(() => checkedName(type, tooLong, "x"))).toContain(
      `x: the name of an ${type} has at most ${longest.length} characters`,
    );
  });

  test("is refused outside its alphabet", () => {
    expect(refusalOf(() => checkedName(type, foreign, "x"))).toContain(
      `x: the name of an ${type} is made of`,
    );
  });
});
