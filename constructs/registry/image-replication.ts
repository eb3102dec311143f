import { EcrRegistryPolicy } from "@cdktf/provider-aws/lib/ecr-registry-policy";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { policyDocument } from "../identity/policy-document";

/** Destinations that ECR takes in one rule. */
const MOST_DESTINATIONS = 25;
const ACCOUNT = /^\d{12}$/;

/** What a registry has to do with the copying of images: it sends those that are pushed to it, or takes them in. */
export type ReplicationRole =
  | {
      /** The 12 digits of the accounts that get a copy, 1 to 25. */
      readonly toAccounts: readonly string[];
    }
  | {
      /** The 12 digits of the account whose images are taken in. */
      readonly fromAccount: string;
    };

/** Values of an {@link ImageReplication}. */
export interface ImageReplicationProps {
  /** Whether images leave the registry or come into it. */
  readonly role: ReplicationRole;
  /** Beginning of the names of the repositories that are copied: `enterprise-`. A copy keeps its name. */
  readonly repositoryPrefix: string;
  /** The 12 digits of the registry's own account. */
  readonly account: string;
  /** AWS Region code of the registries. */
  readonly region: string;
}

/**
 * Copies images that are pushed in one account to the registries of others, so that every account runs what was built
 * once, out of a registry of its own. A registry has one such setting: nothing else of the account may make it.
 *
 * The repositories of the copies are made by their own account, under the same names, so that they are encrypted,
 * immutable and cleaned up as stated there.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-create-replication.html
 */
export class ImageReplication extends Construct {
  /** @throws ProblemsError when an account is none, is the registry's own, or there are too many */
  public constructor(scope: Construct, id: string, props: ImageReplicationProps) {
    super(scope, id);
    const { role, repositoryPrefix, account, region } = props;
    throwProblems(replicationProblems(role, account, `${this.node.path}.role`));

    if ("toAccounts" in role) {
      new EcrReplicationConfiguration(this, "copies", {
        replicationConfiguration: {
          rule: [
            {
              destination: role.toAccounts.map((registryId) => ({ region, registryId })),
              repositoryFilter: [{ filter: repositoryPrefix, filterType: "PREFIX_MATCH" }],
            },
          ],
        },
      });
      return;
    }
    new EcrRegistryPolicy(this, "admission", {
      policy: policyDocument({
        sid: "ImagesOfTheAccountThatBuilds",
        principal: { aws: `arn:aws:iam::${role.fromAccount}:root` },
        actions: ["ecr:ReplicateImage"],
        resources: [`arn:aws:ecr:${region}:${account}:repository/${repositoryPrefix}*`],
      }),
    });
  }
}

/** What ECR would refuse in a role, and a registry that copies to itself. */
function replicationProblems(role: ReplicationRole, account: string, path: string): readonly Problem[] {
  const others = "toAccounts" in role ? role.toAccounts : [role.fromAccount];
  const field = "toAccounts" in role ? "toAccounts" : "fromAccount";
  return [
    ...(others.length >= 1 && others.length <= MOST_DESTINATIONS
      ? []
      : [
          {
            path: `${path}.${field}`,
            rule: `names 1 to ${MOST_DESTINATIONS} accounts`,
            got: others.length,
            fix: "leave the replication out where nobody gets a copy",
          },
        ]),
    ...others
      .filter((other) => !ACCOUNT.test(other) || other === account)
      .map((got) => ({
        path: `${path}.${field}`,
        rule: "names other accounts, by 12 digits",
        got,
        fix: "name the account that has the copy, or that is copied",
      })),
  ];
}
