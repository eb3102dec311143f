import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { Construct } from "constructs";
import { PasswordPolicy } from "../identity/password-policy";

/** Values of {@link AccountDefaults}. */
export interface AccountDefaultsProps {
  /** The Regions that the account works in; those of the settings are made in each. */
  readonly regions: readonly string[];
}

/**
 * What holds in an account whatever is made in it: volumes are encrypted, nothing in S3 is public, every image is
 * scanned whenever a flaw becomes known, and passwords are strong, although users sign in to one account alone: Security
 * Hub looks for it in each.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
 */
export class AccountDefaults extends Construct {
  public constructor(scope: Construct, id: string, { regions }: AccountDefaultsProps) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, "s3-public-access", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    for (const region of regions) {
      new EbsEncryptionByDefault(this, `ebs-encryption-${region}`, { enabled: true, region });
      new EcrRegistryScanningConfiguration(this, `image-scanning-${region}`, {
        scanType: "ENHANCED",
        rule: [
          {
            scanFrequency: "CONTINUOUS_SCAN",
            repositoryFilter: [{ filter: "*", filterType: "WILDCARD" }],
          },
        ],
        region,
      });
    }
    new PasswordPolicy(this, "passwords");
  }
}
