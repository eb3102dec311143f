import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { App } from "cdktf";
import { acknowledge } from "../constructs/core/acknowledgement";
import { throwProblems } from "../constructs/core/errors";
import { checkedName } from "../constructs/core/naming";
import { applicationPolicies } from "../constructs/identity/github-application-policies";
import type { GithubConfig } from "../constructs/identity/github-config";
import { boundaryStatements, deployPolicies } from "../constructs/identity/github-deploy-policies";
import {
  DEFAULT_BRANCH,
  deployGate,
  destroyGate,
  GITHUB_ISSUER,
  githubProviderArn,
  githubRoleName,
  planGate,
  roleBoundaryName,
} from "../constructs/identity/github-names";
import { planPolicies } from "../constructs/identity/github-plan-policies";
import { GITHUB_AUDIENCE, GithubRole } from "../constructs/identity/github-role";
import { applicationSubjects, githubProblems } from "../constructs/identity/github-rules";
import type { GithubSubject } from "../constructs/identity/github-subject";
import { policyDocument, type PolicyStatement } from "../constructs/identity/policy-document";
import { secretsReadAtPlan } from "../constructs/identity/secret-reads";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Longest session of a deployment, in seconds: an Aurora cluster alone takes a quarter of an hour. */
const DEPLOY_SESSION_SECONDS = 7200;

/** Values of a {@link GithubStack}. */
export interface GithubStackProps extends PlatformStackProps {
  /** Repository, services and applications. */
  readonly github: GithubConfig;
  /** Whether this stack makes the account's one provider of GitHub's tokens, or it is there already. */
  readonly provider: "create" | "exists";
}

/** Why some roles are wider than a list of actions and ARNs. */
const READS =
  "a plan reads every resource of the listed services, most of which AWS knows by no ARN; contents are denied";
const WIDE: Readonly<Record<string, string>> = {
  plan: READS,
  "plan-secrets": READS,
  deploy:
    "a deployment makes what has no ARN yet, in the listed services; the boundary and the denials limit it",
};

/**
 * How GitHub Actions reach an environment, without any access key: the account's OIDC provider, and one role for each
 * purpose, trusted by audience and exact subject.
 *
 * - plan: pull requests and the deployed branch; reads configurations and states, writes locks, reads no secret value
 * - plan-secrets, where a layer reads a secret while it plans: the same with those secrets, for the deployed branch
 *   and, in pull requests, only behind the reviewers of `<system>-<environment>-plan`
 * - deploy: only behind the reviewers of the GitHub environment `<system>-<environment>` and, where the environment
 *   is disposable, of `<system>-<environment>-destroy`
 * - app-…: one for each application, for the branches or environments of its own repository
 *
 * It is deployed by hand with administrator's rights, because no workflow may change what lets workflows in: see
 * docs/operations/github.md.
 *
 * Outputs: `plan_role`, `plan_secrets_role`, `deploy_role`, `app_<application>_role`, `role_boundary`.
 */
export class GithubStack extends PlatformStack {
  private readonly providerArn: string;

  /** @throws ProblemsError when the config would let in or grant more than what it names */
  public constructor(scope: App, props: GithubStackProps) {
    // What makes the boundary and lets workflows in is not bounded by it.
    super(scope, "github", { environment: { ...props.environment, roleBoundaryArn: undefined } });
    const { github, environment, provider } = props;
    const { branch = DEFAULT_BRANCH } = github;
    throwProblems(githubProblems(github, environment, `${environment.system}.${environment.name}.github`));

    this.providerArn = provider === "create" ? this.createProvider() : githubProviderArn(environment);
    const boundary = new IamPolicy(this, "boundary", {
      name: checkedName("aws_iam_policy", roleBoundaryName(environment), this.node.path),
      description: "Ceiling of the roles that deployments by GitHub Actions make",
      policy: policyDocument(...boundaryStatements(github, environment)),
    });
    acknowledge(boundary, "IAM-001", { reason: "a boundary is a ceiling and grants nothing by itself" });
    acknowledge(boundary, "IAM-002", { reason: "a boundary is a ceiling and grants nothing by itself" });
    this.publish("role_boundary", boundary.arn, "ARN of the policy that bounds the roles deployments make");

    this.role("plan", props, {
      description: "Plans pull requests and looks for drift; writes nothing but locks",
      subjects: [{ pullRequests: true }, { branch }],
      policies: planPolicies(github, environment),
    });
    const secretArns = secretsReadAtPlan(github, environment);
    if (secretArns.length > 0) {
      this.role("plan-secrets", props, {
        description: "Plans the layers that read a secret while they plan; writes nothing but locks",
        subjects: [{ branch }, { environment: planGate(environment) }],
        policies: planPolicies(github, environment, secretArns),
      });
    }
    this.role("deploy", props, {
      description: "Deploys what was reviewed and merged",
      subjects: [
        { environment: deployGate(environment) },
        // Nobody can be asked for what the role would refuse anyway.
        ...(environment.protection === "disposable" ? [{ environment: destroyGate(environment) }] : []),
      ],
      policies: deployPolicies(github, environment),
      maxSessionSeconds: DEPLOY_SESSION_SECONDS,
    });
    for (const [key, application] of Object.entries(github.applications ?? {})) {
      this.role(`app-${key}`, props, {
        description: `Delivers ${key} from ${application.repository}`,
        repository: application.repository,
        subjects: applicationSubjects(application),
        policies: applicationPolicies(application, environment),
      });
    }
  }

  private createProvider(): string {
    return new IamOpenidConnectProvider(this, "provider", {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [GITHUB_AUDIENCE],
      // AWS checks GitHub's certificate by its own authorities; a thumbprint would only grow old.
    }).arn;
  }

  private role(
    use: "plan" | "plan-secrets" | "deploy" | `app-${string}`,
    { environment, github }: GithubStackProps,
    {
      repository = github.repository,
      ...role
    }: {
      readonly description: string;
      readonly repository?: string;
      readonly subjects: readonly GithubSubject[];
      readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
      readonly maxSessionSeconds?: number;
    },
  ): void {
    const githubRole = new GithubRole(this, use, {
      name: githubRoleName(environment, use),
      providerArn: this.providerArn,
      repository,
      ...role,
    });
    const { arn } = githubRole;
    const reason = WIDE[use];
    if (reason !== undefined) {
      acknowledge(githubRole, "IAM-001", { reason });
      acknowledge(githubRole, "IAM-002", { reason });
    }
    this.publish(`${use.replaceAll("-", "_")}_role`, arn, `ARN of the role: ${role.description}`);
  }
}
