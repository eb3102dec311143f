import type { DenyAllButStatement, PolicyStatement } from "./policy-document";

/** What a person needs to register a second factor and to set the first password, before both are there. */
const BEFORE_SECOND_FACTOR = [
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetAccountPasswordPolicy",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

/** Denies whatever is asked for without a second factor, but to register one. */
export const SECOND_FACTOR_REQUIRED: readonly DenyAllButStatement[] = [
  {
    sid: "NothingWithoutSecondFactor",
    effect: "Deny",
    allActionsBut: BEFORE_SECOND_FACTOR,
    resources: ["*"],
    // A request with an access key lacks the key altogether, and is denied too.
    conditions: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  },
];

/**
 * Lets people look after their own password and second factor, and nobody else's. Access keys are not among it: nobody
 * has one.
 *
 * @param account - the 12 digits of the account in which they sign in
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function ownCredentials(account: string): readonly PolicyStatement[] {
  // Terraform would read a single $ as the beginning of a reference of its own.
  const self = `arn:aws:iam::${account}:user/$\${aws:username}`;
  const devices = `arn:aws:iam::${account}:mfa/*`;
  return [
    {
      sid: "OwnPasswordAndSecondFactor",
      actions: [
        "iam:ChangePassword",
        "iam:DeactivateMFADevice",
        "iam:EnableMFADevice",
        "iam:GetUser",
        "iam:ListMFADevices",
        "iam:ResyncMFADevice",
      ],
      resources: [self],
    },
    {
      sid: "NewDevices",
      actions: ["iam:CreateVirtualMFADevice"],
      resources: [devices],
    },
    {
      sid: "RulesOfPasswords",
      actions: ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
      resources: ["*"],
    },
  ];
}
