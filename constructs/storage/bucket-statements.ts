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

/** What may pass over plain HTTP: nothing, or the reading of objects, as S3's website endpoints have no TLS. */
export type PlainHttp = "refused" | "to-read";

const REFUSED_ACTIONS: Readonly<Record<PlainHttp, readonly string[]>> = {
  refused: ["s3:*"],
  "to-read": [
    "s3:Abort*",
    "s3:BypassGovernanceRetention",
    "s3:Delete*",
    "s3:List*",
    "s3:Put*",
    "s3:Replicate*",
    "s3:Restore*",
  ],
};

/** The statements of one bucket's policy: the refusal of plain HTTP, and whoever is let in before synthesis. */
export class BucketStatements {
  private readonly statements: PolicyStatement[];

  /**
   * @param bucketArn - ARN of the bucket that the statements are about
   * @param plainHttp - what may pass over plain HTTP; default nothing
   */
  public constructor(
    private readonly bucketArn: string,
    plainHttp: PlainHttp = "refused",
  ) {
    this.statements = [
      {
        sid: "DenyPlainHttp",
        effect: "Deny",
        principal: { everyone: true },
        actions: REFUSED_ACTIONS[plainHttp],
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
