import { type EnvironmentGuardRail, notCompliant } from "../../guard-rail";
import { isReference, valueAt } from "../../workspace";

/** `EDG-023`: REST APIs stand behind a web ACL, which may be in another layer. */
export const restApiHasWebAcl: EnvironmentGuardRail = {
  id: "EDG-023",
  title: "A REST API stands behind a web ACL of its own",
  why: "its address is known, and whoever calls it there goes around the distribution and its web ACL",
  fix: "put an OriginGuard or a web ACL before its stage",
  controls: { fsbp: ["APIGateway.4"], checkov: ["CKV2_AWS_29"] },
  types: ["aws_api_gateway_stage"],
  check: ({ address }, workspace, environment) =>
    environment.workspaces.some((other) =>
      other.all("aws_wafv2_web_acl_association").some(({ attributes }) => {
        const origin = environment.originOf(valueAt(attributes, "resource_arn"), other);
        return (
          origin.workspace === workspace &&
          isReference(origin.value) &&
          origin.value.startsWith(`\${${address}.`)
        );
      }),
    )
      ? []
      : [notCompliant("no web ACL in its environment")],
};
