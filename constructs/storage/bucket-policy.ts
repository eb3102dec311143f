import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import type { PolicyStatement } from "../identity/policy-document";
import { BucketStatements, type ReadableBucket } from "./bucket-statements";

/** A bucket as other constructs and other stacks see it. */
export interface BucketRef {
  /** Name of the bucket. */
  readonly name: string;
  /** ARN of the bucket. */
  readonly arn: string;
  /** Host name of the bucket in its Region, under which a distribution reads it. */
  readonly regionalDomainName: string;
}

/** Values of a {@link BucketPolicy}. */
export interface BucketPolicyProps {
  /** The bucket, made in another layer with `policyIn: "a-later-layer"`. */
  readonly bucket: BucketRef;
}

/**
 * The policy of a bucket of another layer: plain HTTP is refused, and readers of this layer are let in by name.
 *
 * S3 keeps one policy for each bucket, and the statement that admits a distribution names it. So the policy stands
 * where the reader is made, and neither layer waits for the other twice (docs/adr/053-bucket-policy-beside-its-reader.md).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class BucketPolicy extends Construct implements ReadableBucket {
  /** Host name of the bucket in its Region. */
  public readonly regionalDomainName: string;

  private readonly statements: BucketStatements;

  public constructor(scope: Construct, id: string, { bucket }: BucketPolicyProps) {
    super(scope, id);
    this.regionalDomainName = bucket.regionalDomainName;
    this.statements = new BucketStatements(bucket.arn);
    new S3BucketPolicy(this, "policy", { bucket: bucket.name, policy: this.statements.document });
  }

  /** Adds a statement, given the bucket's ARN. */
  public allow(statement: (bucketArn: string) => PolicyStatement): void {
    this.statements.allow(statement);
  }
}
