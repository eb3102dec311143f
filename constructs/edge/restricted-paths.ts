import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { namedCidrProblems, type NamedCidrs } from "../network/named-cidrs";
import type { CustomRule } from "./web-acl-rules";

/** A path as it is compared: decoded, without `..`, in lower case, so that no spelling leads around the rule. */
const TRANSFORMATIONS = ["URL_DECODE", "NORMALIZE_PATH", "LOWERCASE"];

/** Paths that only certain addresses reach. */
export interface RestrictedPathsConfig {
  /** Beginnings of the paths, in lower case: `/admin`. At least one. */
  readonly pathPrefixes: readonly string[];
  /** Blocks of IPv4 addresses that reach them, by whose they are. At least one. */
  readonly allowedCidrs: NamedCidrs;
}

/** Values of {@link RestrictedPaths}. */
export interface RestrictedPathsProps extends RestrictedPathsConfig {
  /** Name of the set of addresses, of the rule and of its metric: at most 128 letters, digits, - and _. */
  readonly name: string;
  /** Order among the rules of the web ACL, 0 first. */
  readonly priority: number;
  /** The provider of us-east-1 for CloudFront, or load balancers and APIs of the stack's Region. */
  readonly scope: { readonly cloudfront: AwsProvider } | "regional";
}

/**
 * Keeps screens that administer a public site from all but some addresses. Who has come over IPv6 is refused, as the
 * addresses that are let in are of IPv4.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html
 */
export class RestrictedPaths extends Construct {
  /** The rule, for a web ACL of the same scope. */
  public readonly rule: CustomRule;

  /** @throws ProblemsError when paths or addresses are none */
  public constructor(scope: Construct, id: string, props: RestrictedPathsProps) {
    super(scope, id);
    const { name, priority, scope: purpose, pathPrefixes, allowedCidrs } = props;
    throwProblems(restrictedPathProblems(props, this.node.path));
    const addresses = new Wafv2IpSet(this, "addresses", {
      name: checkedName("aws_wafv2_ip_set", name, this.node.path),
      scope: purpose === "regional" ? "REGIONAL" : "CLOUDFRONT",
      ipAddressVersion: "IPV4",
      addresses: Object.values(allowedCidrs),
      ...(purpose === "regional" ? {} : { provider: purpose.cloudfront }),
    });
    const paths = pathPrefixes.map((prefix) => ({
      byte_match_statement: {
        search_string: prefix,
        positional_constraint: "STARTS_WITH",
        field_to_match: { uri_path: {} },
        text_transformation: TRANSFORMATIONS.map((type, order) => ({ priority: order, type })),
      },
    }));
    this.rule = {
      name,
      priority,
      action: "block",
      statement: {
        and_statement: {
          statement: [
            paths.length === 1 ? paths[0] : { or_statement: { statement: paths } },
            {
              not_statement: { statement: { ip_set_reference_statement: { arn: addresses.arn } } },
            },
          ],
        },
      },
    };
  }
}

/** What is wrong with paths that only certain addresses reach. */
export function restrictedPathProblems(
  { pathPrefixes, allowedCidrs }: RestrictedPathsConfig,
  path: string,
): readonly Problem[] {
  return [
    ...(pathPrefixes.length > 0
      ? []
      : [
          {
            path: `${path}.pathPrefixes`,
            rule: "are at least one",
            got: "none",
            fix: "name one, or nothing",
          },
        ]),
    ...pathPrefixes
      .filter((prefix) => !prefix.startsWith("/") || prefix !== prefix.toLowerCase())
      .map((got) => ({
        path: `${path}.pathPrefixes`,
        rule: "begin with / and are in lower case",
        got,
        fix: "write it like /admin",
      })),
    ...namedCidrProblems(allowedCidrs, `${path}.allowedCidrs`),
  ];
}
