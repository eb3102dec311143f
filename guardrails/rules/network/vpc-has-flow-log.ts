import { type GuardRail, notCompliant } from "../../guard-rail";

/** `NET-006`: flow logs of every VPC. */
export const vpcHasFlowLog: GuardRail = {
  id: "NET-006",
  title: "A VPC keeps a flow log",
  why: "without it nobody can say afterwards who talked to whom",
  fix: "give the network a flowLog",
  controls: { fsbp: ["EC2.6"], cis: ["3.7"], checkov: ["CKV2_AWS_11"] },
  types: ["aws_vpc"],
  check: (vpc, workspace) =>
    workspace.referringTo(vpc, "aws_flow_log", "vpc_id").length > 0 ? [] : [notCompliant("no aws_flow_log")],
};
