import { MemberAccount, type MemberAccountProps } from "../../../constructs/governance/member-account";
import { OrganizationalUnit } from "../../../constructs/governance/organizational-unit";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const ACCOUNT: MemberAccountProps = { name: "shop-stg", email: "aws+stg@example.com", parentId: "ou-1" };
const withAccount = (overrides: Partial<MemberAccountProps> = {}) =>
  synthesizeStack((stack) => new MemberAccount(stack, "stg", { ...ACCOUNT, ...overrides }));

describe("an organizational unit", () => {
  const withUnit = (name: string) =>
    synthesizeStack((stack) => new OrganizationalUnit(stack, "unit", { name, parentId: "r-abcd" }));

  test("AP-008: stands under its parent", () => {
    expect(withUnit("shop").all("aws_organizations_organizational_unit")).toEqual({
      unit_unit: { name: "shop", parent_id: "r-abcd" },
    });
  });

  test.each(["", "店", "a".repeat(129)])("%j is refused as its name", (name) => {
    expect(refusalOf(() => withUnit(name))).toContain("the name of an aws_organizations_organizational_unit");
  });
});

describe("an account of the organization", () => {
  test("AP-004, AP-005: has its name, place and role, and Terraform neither destroys nor replaces it", () => {
    expect(withAccount().one("aws_organizations_account", "stg_account")).toEqual({
      name: "shop-stg",
      email: "aws+stg@example.com",
      parent_id: "ou-1",
      role_name: "OrganizationAccountAccessRole",
      lifecycle: { prevent_destroy: true, ignore_changes: ["role_name"] },
    });
  });

  test("can have another role", () => {
    expect(
      withAccount({ administrationRole: "Break-Glass" }).one("aws_organizations_account", "stg_account"),
    ).toMatchObject({ role_name: "Break-Glass" });
  });

  test("takes addresses of 6 and of 64 characters", () => {
    for (const email of ["a@b.co", `${"a".repeat(52)}@example.com`]) {
      expect(withAccount({ email }).ids("aws_organizations_account")).toEqual(["stg_account"]);
    }
  });

  test.each(["a@b.c", `${"a".repeat(53)}@example.com`, "stg.example.com", "stg @example.com"])(
    "refuses the address %s",
    (email) => {
      expect(refusalOf(() => withAccount({ email }))).toBe(
        `unit-test/stg.email: must be an e-mail address of 6 to 64 characters, got ${email}; write it like aws+stg@example.com`,
      );
    },
  );

  test.each([
    [{ name: "a".repeat(51) }, "the name of an aws_organizations_account has at most 50 characters"],
    [{ name: "店" }, "the name of an aws_organizations_account is made of printable ASCII characters"],
    [{ administrationRole: "Break Glass" }, "the name of an aws_iam_role is made of"],
  ])("refuses %j", (wrong, rule) => {
    expect(refusalOf(() => withAccount(wrong))).toContain(rule);
  });
});
