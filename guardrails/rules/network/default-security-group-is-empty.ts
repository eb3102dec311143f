import { type GuardRail, notCompliant } from "../../guard-rail";
import { blocks } from "../../workspace";

/** `NET-005`: the default security group is emptied. */
export const defaultSecurityGroupIsEmpty: GuardRail = {
  id: "NET-005",
  title: "The default security group of a VPC has no rules",
  why: "whatever is made without a group lands in it and reaches everything else there",
  fix: "make an aws_default_security_group without rules for the VPC",
  controls: { fsbp: ["EC2.2"], cis: ["5.4"], checkov: ["CKV2_AWS_12"] },
  types: ["aws_vpc"],
  check: (vpc, workspace) => {
    const groups = workspace.referringTo(vpc, "aws_default_security_group", "vpc_id");
    if (groups.length === 0) {
      return [notCompliant("its rules as AWS makes them")];
    }
    return groups.some(
      ({ attributes }) => blocks(attributes, "ingress").length + blocks(attributes, "egress").length > 0,
    )
      ? [notCompliant("a default group with rules")]
      : [];
  },
};
