import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { webAclRuleProblems } from "./web-acl-problems";
import { renderRule, visibility, type WebAclRule } from "./web-acl-rules";

/** The Region in which everything of CloudFront's lives. */
export const CLOUDFRONT_REGION = "us-east-1";
/** Headers that carry what logs must not hold. */
const REDACTED_HEADERS = ["authorization", "cookie"];

/** Values of a {@link WebAcl}. */
export interface WebAclProps {
  /** Name of the web ACL and of its metric: at most 128 letters, digits, - and _. A change replaces it. */
  readonly name: string;
  /** For CloudFront, with the provider of us-east-1, or for load balancers and APIs of the stack's Region. */
  readonly scope: { readonly cloudfront: AwsProvider } | "regional";
  /** Rules, each with a name and a priority of its own. */
  readonly rules: readonly WebAclRule[];
  /**
   * What happens to a request that no rule decides on.
   *
   * @default "allow"
   */
  readonly defaultAction?: "allow" | "block";
  /**
   * ARN of the destination of a full log: a log group, bucket or Firehose stream whose name begins with
   * `aws-waf-logs-`, in us-east-1 for CloudFront. Authorization and Cookie headers are left out.
   *
   * @default - metrics and samples only
   */
  readonly logDestinationArn?: string;
  /**
   * Headers that the log leaves out beside Authorization and Cookie: `["x-origin-verify"]`.
   *
   * @default - none
   */
  readonly redactedHeaders?: readonly string[] | undefined;
}

/**
 * An AWS WAF web ACL with metrics and samples for each rule.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export class WebAcl extends Construct {
  /** The web ACL itself; what must not be sent before it changes depends on it. */
  public readonly acl: Wafv2WebAcl;
  /** ARN of the web ACL. */
  public readonly arn: string;
  /** Name of the web ACL, which metrics carry as WebACL. */
  public readonly name: string;

  /** @throws ProblemsError with everything about the rules that WAF would refuse */
  public constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, scope: purpose, rules, defaultAction = "allow", logDestinationArn } = props;
    const { redactedHeaders = [] } = props;
    const { path } = this.node;
    throwProblems([...providerProblems(purpose, path), ...webAclRuleProblems(rules, `${path}.rules`)]);
    const placement = purpose === "regional" ? {} : { provider: purpose.cloudfront };

    this.acl = new Wafv2WebAcl(this, "web-acl", {
      name: checkedName("aws_wafv2_web_acl", name, path),
      scope: purpose === "regional" ? "REGIONAL" : "CLOUDFRONT",
      defaultAction: { [defaultAction]: {} },
      rule: rules.map(renderRule),
      visibilityConfig: visibility(name),
      ...placement,
    });
    this.arn = this.acl.arn;
    this.name = name;
    if (logDestinationArn !== undefined) {
      new Wafv2WebAclLoggingConfiguration(this, "logging", {
        resourceArn: this.acl.arn,
        logDestinationConfigs: [logDestinationArn],
        redactedFields: [...REDACTED_HEADERS, ...redactedHeaders].map((header) => ({
          singleHeader: { name: header },
        })),
        ...placement,
      });
    }
  }

  /**
   * Puts a load balancer or API of the Region behind the web ACL. A distribution names its web ACL itself.
   *
   * @param id - what is put behind it, as part of the association's address
   */
  public protect(id: string, resourceArn: string): void {
    new Wafv2WebAclAssociation(this, `before-${id}`, { resourceArn, webAclArn: this.arn });
  }
}

function providerProblems(purpose: WebAclProps["scope"], path: string): readonly Problem[] {
  return purpose === "regional" || purpose.cloudfront.region === CLOUDFRONT_REGION
    ? []
    : [
        {
          path,
          rule: `a web ACL for CloudFront lives in ${CLOUDFRONT_REGION}`,
          got: purpose.cloudfront.region,
          fix: `pass a provider of ${CLOUDFRONT_REGION}`,
        },
      ];
}
