import { keyPolicyNamesItsUsers } from "../../../guardrails/rules/identity/key-policy-names-its-users";
import { keyRotates } from "../../../guardrails/rules/identity/key-rotates";
import { noAdministrators } from "../../../guardrails/rules/identity/no-administrators";
import { noLongLivedKeys } from "../../../guardrails/rules/identity/no-long-lived-keys";
import { noWildcardActions } from "../../../guardrails/rules/identity/no-wildcard-actions";
import { noWildcardResources } from "../../../guardrails/rules/identity/no-wildcard-resources";
import { protectedUsersResistDeletion } from "../../../guardrails/rules/identity/protected-users-resist-deletion";
import { trustNamesItsPrincipals } from "../../../guardrails/rules/identity/trust-names-its-principals";
import { findings, policy } from "../findings";

const BUCKET = "arn:aws:s3:::files/*";
const allowing = (statement: object) => ({
  aws_iam_role_policy: {
    p: {
      policy: policy({
        Sid: "Work",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: BUCKET,
        ...statement,
      }),
    },
  },
});
const trusting = (statement: object) => ({
  aws_iam_role: {
    r: {
      assume_role_policy: policy({ Sid: "Trust", Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
    },
  },
});
const ISSUER = "token.actions.githubusercontent.com";
const GITHUB = {
  Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${ISSUER}` },
  Action: "sts:AssumeRoleWithWebIdentity",
};

describe("guard rails of identity", () => {
  it.each([
    [{ Action: "*" }, "allows *"],
    [{ Action: ["s3:GetObject", "sqs:*"] }, "allows sqs:*"],
    [{ Action: "iam:Get*" }, "allows iam:Get*"],
    [{ Action: undefined, NotAction: "iam:*" }, "allows all but some"],
  ])("IAM-001 finds %j", (statement, got) => {
    expect(findings(noWildcardActions, allowing(statement))).toEqual([`aws_iam_role_policy.p: Work: ${got}`]);
  });

  it("IAM-001 accepts named actions, and wildcards that deny", () => {
    expect(findings(noWildcardActions, allowing({ Action: ["s3:GetObject"] }))).toEqual([]);
    expect(findings(noWildcardActions, allowing({ Effect: "Deny", Action: "*" }))).toEqual([]);
  });

  it("IAM-001 cannot tell of a policy that Terraform writes", () => {
    expect(
      findings(noWildcardActions, {
        aws_iam_policy: { p: { policy: "${data.aws_iam_policy_document.d.json}" } },
      }),
    ).toEqual(["?aws_iam_policy.p: a policy that Terraform writes"]);
  });

  it("IAM-002 finds permissions on everything, and names only actions that know resources", () => {
    expect(
      findings(
        noWildcardResources,
        allowing({ Action: ["ecr:GetAuthorizationToken", "s3:GetObject"], Resource: "*" }),
      ),
    ).toEqual(["aws_iam_role_policy.p: Work: allows s3:GetObject on everything"]);
  });

  it.each([
    { Resource: BUCKET },
    { Action: "ecr:GetAuthorizationToken", Resource: "*" },
    { Resource: "*", Condition: { StringEquals: { "aws:ResourceTag/Service": "web" } } },
    { Effect: "Deny", Resource: "*" },
  ])("IAM-002 accepts %j", (statement) => {
    expect(findings(noWildcardResources, allowing(statement))).toEqual([]);
  });

  it.each([
    [{ Principal: "*" }, "everyone may assume it"],
    [{ Principal: { AWS: "*" } }, "everyone may assume it"],
    [GITHUB, "a federated principal without audience and subject"],
    [
      { ...GITHUB, Condition: { StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" } } },
      "a federated principal without audience and subject",
    ],
    [
      {
        ...GITHUB,
        Condition: {
          StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${ISSUER}:sub`]: "repo:*" },
        },
      },
      "a federated principal without audience and subject",
    ],
  ])("IAM-003 finds the trust of %j", (statement, got) => {
    expect(findings(trustNamesItsPrincipals, trusting(statement))).toEqual([`aws_iam_role.r: Trust: ${got}`]);
  });

  it.each([
    { Principal: { Service: "ecs-tasks.amazonaws.com" } },
    { Principal: { AWS: "arn:aws:iam::222222222222:root" } },
    {
      ...GITHUB,
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
          [`${ISSUER}:sub`]: "repo:o/r:environment:prod",
        },
      },
    },
  ])("IAM-003 accepts the trust of %j", (statement) => {
    expect(findings(trustNamesItsPrincipals, trusting(statement))).toEqual([]);
  });

  it("IAM-004 finds access keys and console passwords", () => {
    expect(
      findings(noLongLivedKeys, { aws_iam_access_key: { k: {} }, aws_iam_user_login_profile: { l: {} } }),
    ).toEqual([
      "aws_iam_access_key.k: aws_iam_access_key",
      "aws_iam_user_login_profile.l: aws_iam_user_login_profile",
    ]);
  });

  it("IAM-005 finds administrators and accepts narrower policies", () => {
    const attached = (arn: string) => ({ aws_iam_role_policy_attachment: { a: { policy_arn: arn } } });
    expect(findings(noAdministrators, attached("arn:aws:iam::aws:policy/AdministratorAccess"))).toEqual([
      "aws_iam_role_policy_attachment.a: arn:aws:iam::aws:policy/AdministratorAccess",
    ]);
    expect(
      findings(noAdministrators, {
        aws_ssoadmin_managed_policy_attachment: {
          a: { managed_policy_arn: "arn:aws:iam::aws:policy/PowerUserAccess" },
        },
      }),
    ).toEqual(["aws_ssoadmin_managed_policy_attachment.a: arn:aws:iam::aws:policy/PowerUserAccess"]);
    expect(
      findings(noAdministrators, attached("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")),
    ).toEqual([]);
  });

  it("IAM-006 finds users that could be deleted, where they are to stay", () => {
    const pool = (deletion_protection?: string) => ({
      aws_cognito_user_pool: { p: { deletion_protection } },
    });
    expect(findings(protectedUsersResistDeletion, pool("INACTIVE"))).toEqual([
      "aws_cognito_user_pool.p: deletion_protection = INACTIVE",
    ]);
    expect(findings(protectedUsersResistDeletion, pool())).toEqual([
      "aws_cognito_user_pool.p: deletion_protection = nothing",
    ]);
    expect(findings(protectedUsersResistDeletion, pool("ACTIVE"))).toEqual([]);
    expect(findings(protectedUsersResistDeletion, pool(), "disposable")).toEqual([]);
  });

  it("KMS-001 finds a key that does not rotate and accepts one that does", () => {
    expect(findings(keyRotates, { aws_kms_key: { k: {} } })).toEqual([
      "aws_kms_key.k: enable_key_rotation = nothing",
    ]);
    expect(findings(keyRotates, { aws_kms_key: { k: { enable_key_rotation: true } } })).toEqual([]);
  });

  it("KMS-002 finds a key for everyone and accepts one for the account", () => {
    const key = (principal: unknown) => ({
      aws_kms_key: {
        k: {
          policy: policy({
            Sid: "Use",
            Effect: "Allow",
            Principal: principal,
            Action: "kms:*",
            Resource: "*",
          }),
        },
      },
    });
    expect(findings(keyPolicyNamesItsUsers, key("*"))).toEqual(["aws_kms_key.k: Use: allows everyone"]);
    expect(findings(keyPolicyNamesItsUsers, key({ AWS: "arn:aws:iam::111111111111:root" }))).toEqual([]);
  });
});
