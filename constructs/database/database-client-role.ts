import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { policyDocument } from "../identity/policy-document";

/** Values of a {@link DatabaseClientRole}. */
export interface DatabaseClientRoleProps {
  /** Name of the role. A change replaces it. */
  readonly name: string;
  /** The 12 digits of the account whose roles assume it. */
  readonly trustedAccount: string;
  /** Pattern of the names of the roles there that may: `enterprise-prod-*`. */
  readonly trustedRoles: string;
  /** The account of the database. */
  readonly account: string;
  /** Region of the database. */
  readonly region: string;
  /** Resource id of the cluster: `cluster-…`, which is not its name. */
  readonly clusterResourceId: string;
  /** Name of the database user that is granted `rds_iam`. */
  readonly databaseUser: string;
}

/**
 * The role by which what runs in another account signs in to a database as one user, by IAM: no password leaves the
 * account of the data.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
export class DatabaseClientRole extends Construct {
  /** ARN of the role. */
  public readonly arn: string;

  /** @throws ProblemsError when the name is not one that IAM accepts */
  public constructor(scope: Construct, id: string, props: DatabaseClientRoleProps) {
    super(scope, id);
    const { name, trustedAccount, trustedRoles, account, region, clusterResourceId, databaseUser } = props;

    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", name, this.node.path),
      description: `Signs in to the database as ${databaseUser}`,
      assumeRolePolicy: policyDocument({
        sid: "RolesOfTheOtherAccount",
        principal: { aws: `arn:aws:iam::${trustedAccount}:root` },
        actions: ["sts:AssumeRole"],
        conditions: {
          ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${trustedAccount}:role/${trustedRoles}` },
        },
      }),
    });
    new IamRolePolicy(this, "sign-in", {
      name: "sign-in",
      role: role.id,
      policy: policyDocument({
        sid: "SignInToDatabase",
        actions: ["rds-db:connect"],
        resources: [`arn:aws:rds-db:${region}:${account}:dbuser:${clusterResourceId}/${databaseUser}`],
      }),
    });
    this.arn = role.arn;
  }
}
