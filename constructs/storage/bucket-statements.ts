import { Lazy } from "cdktf";
import { policyDocument, type PolicyStatement } from "../identity/policy-document";

/** A bucket from which others may be let read. */
export interface ReadableBucket {
  /** Host name of the bucket in its Region. */
  readonly regionalDomainName: string;
  /**
   * Adds a statement to the bucket's policy: for readers that come to be after the bucket, such as a distribution.
   *
   * @param statement - the statement, given the bucket's ARN
   */
  allow(statement: (bucketArn: string) => PolicyStatement): void;
}

/** The statements of one bucket's policy: the refusal of plain HTTP, and whoever is let in before synthesis. */
export class BucketStatements {
  private readonly statements: PolicyStatement[];

  /** @param bucketArn - ARN of the bucket that the statements are about */
  public constructor(private readonly bucketArn: string) {
    this.statements = [
      {
        sid: "DenyPlainHttp",
        effect: "Deny",
        principal: { everyone: true },
        actions: ["s3:*"],
        resources: [bucketArn, `${bucketArn}/*`],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
    ];
  }

  /** The policy document, complete once everything is made. */
  public get document(): string {
    return Lazy.stringValue({ produce: () => policyDocument(...this.statements) });
  }

  /** Adds a statement, given the bucket's ARN. */
  public allow(statement: (bucketArn: string) => PolicyStatement): void {
    this.statements.push(statement(this.bucketArn));
  }
}
