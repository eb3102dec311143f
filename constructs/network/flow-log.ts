import { FlowLog as AwsFlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { policyDocument, serviceTrust } from "../identity/policy-document";
import { LogGroup, type LogGroupRef } from "../observability/log-group";

/** Where a flow log goes. */
export type FlowLogDestination =
  /** To a log group of the VPC's own. */
  | {
      readonly destination: "cloud-watch-logs";
      /** Days that events are kept; one of those that CloudWatch allows. */
      readonly retentionDays: number;
      /** Name of the role that writes it. */
      readonly roleName: string;
    }
  /** To a bucket, whose policy must let `delivery.logs.amazonaws.com` write. */
  | {
      readonly destination: "s3";
      /** ARN of the bucket, with a prefix or without. */ readonly bucketArn: string;
    };

/** Values of a {@link FlowLog}. */
export interface FlowLogProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** The account, which alone may use the role. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
  /** Name tag of the flow log. */
  readonly name: string;
  /** Where it goes. */
  readonly to: FlowLogDestination;
}

/**
 * The record of all accepted and rejected traffic of a VPC.
 *
 * In CloudWatch it has the log group `/aws/vpc/flowlogs/<vpc id>` and a role that can write there and nowhere else,
 * and that only this account's flow logs can take.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html
 */
export class FlowLog extends Construct {
  /** The log group; undefined when the log goes elsewhere. */
  public readonly logGroup: LogGroupRef | undefined;

  public constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const { vpcId, name, to } = props;
    const common = { vpcId, trafficType: "ALL", tags: { Name: name } };

    if (to.destination === "s3") {
      new AwsFlowLog(this, "flow-log", {
        ...common,
        logDestinationType: "s3",
        logDestination: to.bucketArn,
      });
      return;
    }

    const group = new LogGroup(this, "log-group", {
      logGroupName: `/aws/vpc/flowlogs/${vpcId}`,
      retentionDays: to.retentionDays,
    });
    this.logGroup = group.ref;
    new AwsFlowLog(this, "flow-log", {
      ...common,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: this.addRole(props, to.roleName, group).arn,
    });
  }

  private addRole({ account, region }: FlowLogProps, roleName: string, group: LogGroupRef): IamRole {
    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", roleName, this.node.path),
      description: "Writes the flow log of the VPC to its log group",
      // Without the conditions, another account's flow log could make the service write here.
      assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
      }),
    });
    new IamRolePolicy(this, "write", {
      name: "write-flow-log",
      role: role.name,
      policy: policyDocument({
        sid: "WriteFlowLog",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [group.arn, `${group.arn}:*`],
      }),
    });
    return role;
  }
}
