import { type GuardRail, notCompliant, type Verdict } from "../../guard-rail";
import type { Attributes } from "../../workspace";

/** `CMP-012`: functions name whom they admit. */
export const functionsAdmitNoEveryone: GuardRail = {
  id: "CMP-012",
  title: "A function admits nobody whom it does not name",
  why: "anyone could run it, or have a service run it for them",
  fix: "name the principal and, of a service, the source that it calls for; let AWS sign the callers of a URL",
  controls: { fsbp: ["Lambda.1"], checkov: ["CKV_AWS_258", "CKV_AWS_301", "CKV_AWS_364"] },
  types: ["aws_lambda_permission", "aws_lambda_function_url"],
  check: ({ type, attributes }) =>
    type === "aws_lambda_permission" ? permission(attributes) : url(attributes),
};

function permission({ principal, source_arn: arn, source_account: account }: Attributes): readonly Verdict[] {
  if (principal === "*") {
    return [notCompliant("everyone")];
  }
  const isService = typeof principal === "string" && principal.endsWith(".amazonaws.com");
  return isService && arn === undefined && account === undefined
    ? [notCompliant(`${principal} for everyone`)]
    : [];
}

function url({ authorization_type: authorization }: Attributes): readonly Verdict[] {
  return authorization === "AWS_IAM" ? [] : [notCompliant("a URL without authorization")];
}
