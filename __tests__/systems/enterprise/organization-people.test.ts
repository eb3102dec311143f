import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { LOG_KINDS, logBucketName } from "../../../systems/enterprise/audit/names";
import { permissionsOf, roleStatements, statements, trustOf } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { synthesizeAccounts } from "./composed";

const ACCOUNTS = ["management", "identity", "audit", "security", "network", "dev", "stg", "prod"] as const;
const IDENTITY = "810000000002";

describe("people and how they enter accounts", () => {
  let stacks: Readonly<Record<string, Workspace>>;
  let people: Workspace;
  const access = (account: string): Workspace => stacks[`access-${account}`]!;

  beforeAll(() => {
    stacks = synthesizeAccounts(ACCOUNTS);
    people = stacks["people-identity"]!;
  });

  it("EN-013 EN-026 uses neither Identity Center nor Control Tower", () => {
    const types = Object.values(stacks).flatMap(({ json }) => [
      ...Object.keys(json["resource"] ?? {}),
      ...Object.keys(json["data"] ?? {}),
    ]);

    expect(types.filter((type) => /^aws_(ssoadmin|identitystore|controltower)_/.test(type))).toEqual([]);
  });

  it("EN-014 has users and groups in the identity account alone", () => {
    const withUsers = Object.entries(stacks)
      .filter(([, { json }]) =>
        Object.keys(json["resource"] ?? {}).some((type) => /^aws_iam_(user|group)/.test(type)),
      )
      .map(([id]) => id);

    expect(withUsers).toEqual(["people-identity"]);
    expect(Object.values(people.all("aws_iam_user")).map(({ name }) => name)).toEqual([
      "administrator-1",
      "auditor-1",
      "developer-1",
      "manager-1",
      "operator-1",
    ]);
  });

  it("M-05 issues neither passwords nor keys nor MFA devices", () => {
    const types = Object.values(stacks).flatMap(({ json }) => Object.keys(json["resource"] ?? {}));

    expect(
      types.filter((type) =>
        ["aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_virtual_mfa_device"].includes(type),
      ),
    ).toEqual([]);
  });

  it("M-05 puts each person into everyone's group and those of the config", () => {
    expect(people.one("aws_iam_user_group_membership", "developer-1-user_groups")).toEqual({
      user: "${aws_iam_user.developer-1-user_user.name}",
      groups: ["${aws_iam_group.everyone_group.name}", "${aws_iam_group.developers-group_group.name}"],
    });
    expect(people.one("aws_iam_user", "developer-1-user_user")).toMatchObject({ force_destroy: true });
  });

  it("EN-060 denies everybody everything without a second factor, but to register one", () => {
    expect(statements(people.one("aws_iam_group_policy", "everyone_second-factor")["policy"])).toEqual([
      {
        Sid: "NothingWithoutSecondFactor",
        Effect: "Deny",
        NotAction: [
          "iam:ChangePassword",
          "iam:CreateVirtualMFADevice",
          "iam:EnableMFADevice",
          "iam:GetAccountPasswordPolicy",
          "iam:GetUser",
          "iam:ListMFADevices",
          "iam:ListVirtualMFADevices",
          "iam:ResyncMFADevice",
          "sts:GetSessionToken",
        ],
        Resource: ["*"],
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ]);
  });

  it("EN-060 lets people look after their own credentials alone, without access keys", () => {
    const [own] = statements(people.one("aws_iam_group_policy", "everyone_own-credentials")["policy"]);

    expect(own?.Resource).toEqual([`arn:aws:iam::${IDENTITY}:user/$\${aws:username}`]);
    expect(JSON.stringify(people.one("aws_iam_group_policy", "everyone_own-credentials"))).not.toContain(
      "AccessKey",
    );
  });

  it.each(ACCOUNTS)(
    "EN-015 EN-060 %s trusts the identity account's people with a second factor",
    (account) => {
      const roles = Object.values(access(account).all("aws_iam_role"));

      expect(roles.length).toBeGreaterThan(0);
      for (const role of roles) {
        expect(trustOf(role)).toEqual([
          {
            Sid: "PeopleWithSecondFactor",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${IDENTITY}:root` },
            Action: ["sts:AssumeRole"],
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
          },
        ]);
      }
    },
  );

  it.each([
    ["management", ["admin", "readonly"]],
    ["identity", ["admin", "operator", "readonly"]],
    ["audit", ["admin", "auditor", "operator", "readonly"]],
    ["security", ["admin", "auditor", "operator", "readonly"]],
    ["network", ["admin", "operator", "readonly"]],
    ["dev", ["admin", "developer", "operator", "readonly"]],
    ["stg", ["admin", "developer", "operator", "readonly"]],
    ["prod", ["admin", "data-a", "data-b", "data-c", "data-d", "operator", "readonly"]],
  ])("M-06 %s has its roles", (account, keys) => {
    const names = Object.values(access(account).all("aws_iam_role")).map(({ name }) => name);

    expect(names).toEqual(keys.map((key) => `enterprise-${key}`));
  });

  it("M-06 lets administrators work for one hour, others for eight", () => {
    const seconds = (role: string): unknown =>
      access("stg").one("aws_iam_role", `${role}-role_role`)["max_session_duration"];

    expect(seconds("admin")).toBe(3600);
    expect(["developer", "operator", "readonly"].map(seconds)).toEqual([28_800, 28_800, 28_800]);
  });

  it("EN-015 lets each group switch to exactly the roles of the config, all of which exist", () => {
    const granted = Object.entries(people.all("aws_iam_group_policy"))
      .filter(([id]) => id.endsWith("_switch-roles"))
      .flatMap(([, { policy }]) => statements(policy).flatMap(({ Resource }) => [Resource ?? []].flat()));
    const made = ACCOUNTS.flatMap((account) =>
      Object.values(access(account).all("aws_iam_role")).map(
        ({ name }) => `arn:aws:iam::${ORGANIZATION.accounts[account]!.id}:role/${name as string}`,
      ),
    );

    expect(statements(people.one("aws_iam_group_policy", "developers-group_switch-roles")["policy"])).toEqual(
      [
        {
          Sid: "SwitchRoles",
          Effect: "Allow",
          Action: ["sts:AssumeRole"],
          Resource: [
            "arn:aws:iam::810000000006:role/enterprise-developer",
            "arn:aws:iam::810000000007:role/enterprise-developer",
            "arn:aws:iam::810000000008:role/enterprise-readonly",
          ],
        },
      ],
    );
    expect(granted.filter((arn) => !made.includes(arn))).toEqual([]);
  });

  it("EN-016 EN-148 lets auditors read the logs in the audit account, and nobody elsewhere", () => {
    const logs = LOG_KINDS.map((kind) => `arn:aws:s3:::${logBucketName(kind, ORGANIZATION)}/*`);
    const readers = ACCOUNTS.flatMap((account) =>
      access(account)
        .ids("aws_iam_role")
        .filter((id) =>
          roleStatements(access(account), id).some(
            ({ Action, Resource }) =>
              [Action].flat().includes("s3:GetObject") &&
              [Resource ?? []].flat().some((arn) => arn === "*" || arn.includes("-logs-")),
          ),
        )
        .map((id) => `${account} ${id}`),
    );

    expect(readers).toEqual(["audit auditor-role_role"]);
    const read = roleStatements(access("audit"), "auditor-role_role")
      .filter(({ Action }) => [Action].flat().includes("s3:GetObject"))
      .flatMap(({ Resource }) => [Resource ?? []].flat());
    expect(read).toEqual(expect.arrayContaining(logs));
  });

  it("EN-125 lets administrators alone do everything", () => {
    const unlimited = ACCOUNTS.flatMap((account) =>
      Object.values(access(account).all("aws_iam_role_policy_attachment")).filter(({ policy_arn }) =>
        /(Administrator|PowerUser|FullAccess)/.test(policy_arn as string),
      ),
    );
    const wild = ACCOUNTS.flatMap((account) =>
      Object.values(access(account).all("aws_iam_role_policy")).flatMap(({ policy }) =>
        statements(policy).filter(
          ({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("*"),
        ),
      ),
    );

    expect(unlimited).toEqual(
      ACCOUNTS.map(() => ({
        role: "${aws_iam_role.admin-role_role.name}",
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      })),
    );
    expect(wild).toEqual([]);
  });

  it("EN-126 keeps developers from data beyond their levels", () => {
    expect(
      roleStatements(access("dev"), "developer-role_role").find(({ Sid }) => Sid === "DataOfOtherLevels"),
    ).toMatchObject({
      Effect: "Deny",
      Condition: {
        StringNotEquals: { "aws:ResourceTag/Confidentiality": ["public", "internal"] },
        Null: { "aws:ResourceTag/Confidentiality": "false" },
      },
    });
  });

  it.each([
    ["data-a", "s3:PutObject", ["a", "b", "c"]],
    ["data-b", "s3:PutObject", ["b", "c"]],
    ["data-c", "s3:PutObject", ["c"]],
    ["data-d", "s3:GetObject", ["c"]],
  ])("EN-127 %s may %s in its folders alone", (role, action, folders) => {
    expect(permissionsOf(access("prod"), `${role}-role_role`)[action]).toEqual(
      folders.map((folder) => `arn:aws:s3:::enterprise-documents-prod-810000000008/${folder}/*`),
    );
  });

  it("EN-127 group D reads without writing", () => {
    expect(Object.keys(permissionsOf(access("prod"), "data-d-role_role"))).toEqual([
      "kms:Decrypt",
      "s3:GetObject",
      "s3:ListBucket",
    ]);
  });

  it("EN-137 wants long passwords and never a new one", () => {
    const [policy] = Object.entries(stacks)
      .filter(([id]) => id.endsWith("-identity"))
      .flatMap(([, workspace]) => Object.values(workspace.all("aws_iam_account_password_policy")));

    expect(policy).toEqual({
      minimum_password_length: 14,
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      password_reuse_prevention: 24,
      allow_users_to_change_password: true,
    });
  });
});
