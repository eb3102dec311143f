import { Construct } from "constructs";
import type { RequiredHeader } from "./routes";
import { WebAcl } from "./web-acl";
import type { CustomRule } from "./web-acl-rules";

/** Values of an {@link OriginGuard}. */
export interface OriginGuardProps {
  /** Name of the web ACL and of its metric: at most 128 letters, digits, - and _. A change replaces it. */
  readonly name: string;
  /** ARN of the stage of a REST API. */
  readonly stageArn: string;
  /** The header by which the distribution is known, with the values that are accepted: an `OriginSecret`. */
  readonly requiredHeader: RequiredHeader;
  /**
   * ARN of the log group, bucket or stream that keeps a line on each request; the header's value is left out.
   *
   * @default - metrics and samples only
   */
  readonly logDestinationArn?: string | undefined;
}

/**
 * Lets a REST API answer one distribution alone: a web ACL at its stage blocks every request without the header that the
 * distribution adds. API Gateway has an address of AWS's own that anybody may call, and no rule of its own about headers.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html
 */
export class OriginGuard extends Construct {
  /** The web ACL, before which nothing is sent. */
  public readonly webAcl: WebAcl;

  /** @throws ProblemsError when WAF would not accept the name */
  public constructor(scope: Construct, id: string, props: OriginGuardProps) {
    super(scope, id);
    const { name, stageArn, requiredHeader, logDestinationArn } = props;
    this.webAcl = new WebAcl(this, "web-acl", {
      name,
      scope: "regional",
      rules: [headerRule(requiredHeader)],
      defaultAction: "block",
      redactedHeaders: [requiredHeader.headerName, "x-api-key"],
      ...(logDestinationArn === undefined ? {} : { logDestinationArn }),
    });
    this.webAcl.protect("api", stageArn);
  }
}

function headerRule({ headerName, accepted }: RequiredHeader): CustomRule {
  const values = accepted.map((value) => ({
    byte_match_statement: {
      search_string: value,
      positional_constraint: "EXACTLY",
      field_to_match: { single_header: { name: headerName } },
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  }));
  return {
    name: "distribution",
    priority: 0,
    action: "allow",
    statement: values.length === 1 ? { ...values[0] } : { or_statement: { statement: values } },
  };
}
