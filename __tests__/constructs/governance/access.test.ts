import { AccountAssignment } from "../../../constructs/governance/account-assignment";
import { IdentityCenterUser } from "../../../constructs/governance/identity-center-user";
import { PermissionSet, type PermissionSetProps } from "../../../constructs/governance/permission-set";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const SET: PermissionSetProps = {
  instanceArn: INSTANCE,
  name: "shop-stg",
  description: "Work in shop-stg",
  managedPolicies: { "view-only": "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" },
};
const withSet = (overrides: Partial<PermissionSetProps> = {}) =>
  synthesizeStack((stack) => new PermissionSet(stack, "stg", { ...SET, ...overrides }));

describe("a permission set", () => {
  test("has its name, an hour's session and its managed policies", () => {
    const workspace = withSet();

    expect(workspace.all("aws_ssoadmin_permission_set")).toEqual({
      stg_set: {
        instance_arn: INSTANCE,
        name: "shop-stg",
        description: "Work in shop-stg",
        session_duration: "PT1H",
      },
    });
    expect(workspace.all("aws_ssoadmin_managed_policy_attachment")).toEqual({
      "stg_managed-view-only": {
        instance_arn: INSTANCE,
        permission_set_arn: "${aws_ssoadmin_permission_set.stg_set.arn}",
        managed_policy_arn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
      },
    });
    expect(workspace.ids("aws_ssoadmin_permission_set_inline_policy")).toEqual([]);
  });

  test("can have statements of its own", () => {
    const policy = withSet({
      statements: [{ sid: "NoUsers", effect: "Deny", actions: ["iam:CreateUser"], resources: ["*"] }],
    }).one("aws_ssoadmin_permission_set_inline_policy", "stg_inline");

    expect(JSON.parse(policy["inline_policy"] as string)).toMatchObject({
      Statement: [{ Sid: "NoUsers", Effect: "Deny", Action: ["iam:CreateUser"], Resource: ["*"] }],
    });
  });

  test.each([1, 12])("has sessions of %d hours", (sessionHours) => {
    expect(withSet({ sessionHours }).one("aws_ssoadmin_permission_set", "stg_set")).toMatchObject({
      session_duration: `PT${sessionHours}H`,
    });
  });

  test.each([0, 13, 1.5])("refuses sessions of %d hours", (sessionHours) => {
    expect(refusalOf(() => withSet({ sessionHours }))).toBe(
      `unit-test/stg.sessionHours: must be a whole number of hours, 1 to 12, got ${sessionHours}; choose one of that range`,
    );
  });

  test.each(["a".repeat(33), "shop stg"])("refuses the name %s", (name) => {
    expect(refusalOf(() => withSet({ name }))).toContain("the name of an aws_ssoadmin_permission_set");
  });
});

describe("an assignment", () => {
  const assign = (principal: { userId: string } | { groupId: string }) =>
    synthesizeStack((stack) => {
      const permissionSet = new PermissionSet(stack, "stg", {
        ...SET,
        statements: [{ sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] }],
      });
      new AccountAssignment(stack, "assignment", { permissionSet, accountId: "111111111111", principal });
    });

  test("lets a user into an account with a permission set", () => {
    expect(assign({ userId: "user-1" }).all("aws_ssoadmin_account_assignment")).toEqual({
      assignment_assignment: {
        instance_arn: INSTANCE,
        permission_set_arn: "${aws_ssoadmin_permission_set.stg_set.arn}",
        target_type: "AWS_ACCOUNT",
        target_id: "111111111111",
        principal_type: "USER",
        principal_id: "user-1",
      },
    });
  });

  test("lets a group in as well", () => {
    expect(
      assign({ groupId: "group-1" }).one("aws_ssoadmin_account_assignment", "assignment_assignment"),
    ).toMatchObject({ principal_type: "GROUP", principal_id: "group-1" });
  });

  test("outlives the policies of its set, which are applied again in every account as they go", () => {
    const workspace = assign({ userId: "user-1" });

    for (const type of [
      "aws_ssoadmin_managed_policy_attachment",
      "aws_ssoadmin_permission_set_inline_policy",
    ]) {
      expect(Object.values(workspace.all(type)).map(({ depends_on: first }) => first)).toEqual([
        ["aws_ssoadmin_account_assignment.assignment_assignment"],
      ]);
    }
  });
});

describe("a user of Identity Center", () => {
  const withUser = (userName: string) =>
    synthesizeStack(
      (stack) =>
        new IdentityCenterUser(stack, "user", {
          identityStoreId: "d-0123456789",
          userName,
          givenName: "Hanako",
          familyName: "Yamada",
          email: "hanako@example.com",
        }),
    );

  test("AP-002: has a name, a person's name and an address", () => {
    expect(withUser("hanako").all("aws_identitystore_user")).toEqual({
      user_user: {
        identity_store_id: "d-0123456789",
        user_name: "hanako",
        display_name: "Hanako Yamada",
        name: { given_name: "Hanako", family_name: "Yamada" },
        emails: { value: "hanako@example.com", primary: true },
      },
    });
  });

  test.each(["", "a".repeat(129), "hanako yamada", "hana;ko", "Administrator", "AWSAdministrators"])(
    "refuses the name %j",
    (userName) => {
      expect(refusalOf(() => withUser(userName))).toContain("the name of an aws_identitystore_user");
    },
  );
});
