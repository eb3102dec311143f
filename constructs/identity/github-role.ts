import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { GITHUB_ISSUER } from "./github-names";
import { type GithubSubject, subjectClaims } from "./github-subject";
import { policyDocument, type PolicyStatement } from "./policy-document";

/** What AWS's own action asks for, and what the provider in IAM lists as its client. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";

/** Values of a {@link GithubRole}. */
export interface GithubRoleProps {
  /** Name of the role, at most 64 characters. A change replaces it. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** ARN of the account's provider of GitHub's tokens. */
  readonly providerArn: string;
  /** Repository that is trusted, see {@link subjectClaims}. */
  readonly repository: string;
  /** What of the repository is trusted; at least one. */
  readonly subjects: readonly GithubSubject[];
  /** What the role may do, in policies by name. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /**
   * Longest session, in seconds, 3600 to 43200.
   *
   * @default 3600
   */
  readonly maxSessionSeconds?: number;
  /**
   * Where the repository and the subjects are stated, for error messages.
   *
   * @default - the path of the construct
   */
  readonly statedAt?: string;
}

/**
 * A role that GitHub Actions assume by OpenID Connect, without any key. Audience and subject are compared as whole
 * texts: no pattern, so no second repository can ever match.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub
 */
export class GithubRole extends Construct {
  /** ARN of the role. */
  public readonly arn: string;

  /** @throws ProblemsError when the trust would admit more than one repository, branch or environment */
  public constructor(scope: Construct, id: string, props: GithubRoleProps) {
    super(scope, id);
    const { description, providerArn, repository, subjects, policies, maxSessionSeconds = 3600 } = props;
    const { path } = this.node;

    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", props.name, path),
      description,
      maxSessionDuration: maxSessionSeconds,
      assumeRolePolicy: policyDocument({
        sid: "AssumedByGithubActions",
        principal: { federated: providerArn },
        actions: ["sts:AssumeRoleWithWebIdentity"],
        conditions: {
          StringEquals: {
            [`${GITHUB_ISSUER}:aud`]: GITHUB_AUDIENCE,
            [`${GITHUB_ISSUER}:sub`]: subjectClaims(repository, subjects, props.statedAt ?? path),
          },
        },
      }),
    });
    for (const [name, statements] of Object.entries(policies)) {
      new IamRolePolicy(this, name, {
        name: checkedName("aws_iam_role_policy", name, path),
        role: role.id,
        policy: policyDocument(...statements),
      });
    }
    this.arn = role.arn;
  }
}
