import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import type { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { DatabaseCredentials, type MasterUser } from "./database-credentials";

/**
 * A master user whose password RDS makes, keeps in a secret of its own under the keys `username` and `password`, and
 * renews every seven days. It never is in Terraform's hands.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
 */
export interface RotatedMasterUser {
  /** Name of the user: letters, digits and _, starting with a letter. A change replaces the cluster. */
  readonly username: string;
  /** Who renews the password. */
  readonly rotation: "by-rds";
}

/** The master user of a cluster: with a password of a stated version, or one that RDS renews. */
export type AuroraMasterUserSpec = MasterUser | RotatedMasterUser;

interface MasterUserArguments {
  readonly masterUsername: string;
  readonly masterPasswordWo?: string;
  readonly masterPasswordWoVersion?: number;
  readonly manageMasterUserPassword?: boolean;
  readonly masterUserSecretKmsKeyId?: string;
}

/**
 * The master user's part of a cluster: the arguments of the resource, and the secret. Where the password has a stated
 * version, Terraform needs `secretsmanager:GetSecretValue` on the secret for plan and apply.
 */
export class AuroraMasterUser {
  /** Arguments of the cluster. */
  public readonly arguments: MasterUserArguments;

  private readonly credentials: DatabaseCredentials | undefined;

  /** @throws ProblemsError when version or keys of a stated password are not acceptable */
  public constructor(
    scope: Construct,
    spec: AuroraMasterUserSpec,
    { protection, kmsKeyArn }: { readonly protection: Protection; readonly kmsKeyArn: string | undefined },
  ) {
    if ("rotation" in spec) {
      this.arguments = {
        masterUsername: spec.username,
        manageMasterUserPassword: true,
        ...(kmsKeyArn === undefined ? {} : { masterUserSecretKmsKeyId: kmsKeyArn }),
      };
      return;
    }
    this.credentials = new DatabaseCredentials(scope, "credentials", {
      ...spec,
      protection,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    });
    this.arguments = {
      masterUsername: spec.username,
      masterPasswordWo: this.credentials.password,
      masterPasswordWoVersion: this.credentials.passwordVersion,
    };
  }

  /**
   * Writes what was not known before the cluster into the secret.
   *
   * @returns ARN of the secret
   */
  public complete(cluster: RdsCluster, port: number): string {
    if (!this.credentials) {
      return cluster.masterUserSecret.get(0).secretArn;
    }
    this.credentials.complete({ host: cluster.endpoint, port });
    return this.credentials.secretArn;
  }
}
