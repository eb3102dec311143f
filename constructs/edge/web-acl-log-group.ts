import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import { CLOUDFRONT_REGION } from "./web-acl";

/** WAF logs to groups of such names alone. */
const PREFIX = "aws-waf-logs-";

/** Values of a {@link WebAclLogGroup}. */
export interface WebAclLogGroupProps {
  /** Complete name, which begins with `aws-waf-logs-`: `aws-waf-logs-openwan`. A change loses the events. */
  readonly logGroupName: string;
  /** Days for which events are kept. */
  readonly retentionDays: number;
  /** Where the web ACL lives: with CloudFront, or in the stack's Region. */
  readonly scope: "cloudfront" | "regional";
  /**
   * ARN of a KMS key of the group's Region that CloudWatch Logs may use.
   *
   * @default - encrypted with a key of AWS's own
   */
  readonly kmsKeyArn?: string;
}

/**
 * The log group of a web ACL, in the web ACL's Region. WAF itself writes the resource policy that lets it in when
 * logging begins.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export class WebAclLogGroup extends Construct {
  /** The group as other constructs and other stacks see it. */
  public readonly ref: LogGroupRef;

  /** @throws ProblemsError when WAF or CloudWatch Logs would refuse the name or the retention */
  public constructor(scope: Construct, id: string, props: WebAclLogGroupProps) {
    super(scope, id);
    const { logGroupName, retentionDays, scope: purpose, kmsKeyArn } = props;
    if (!logGroupName.startsWith(PREFIX)) {
      refuse({
        path: `${this.node.path}.logGroupName`,
        rule: `begins with ${PREFIX}, or WAF does not log there`,
        got: logGroupName,
        fix: `call it ${PREFIX}<what the web ACL protects>`,
      });
    }
    this.ref = new LogGroup(this, "events", {
      logGroupName,
      retentionDays,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      ...(purpose === "cloudfront" ? { region: CLOUDFRONT_REGION } : {}),
    }).ref;
  }
}
