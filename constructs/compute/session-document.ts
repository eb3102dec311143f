import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const LONGEST_IDLE_MINUTES = 60;
const LONGEST_SESSION_MINUTES = 1440;

/** When a session ends by itself. */
export interface SessionLimits {
  /** Minutes without input after which it ends, 1 to 60. */
  readonly idleMinutes: number;
  /** Minutes after which it ends in any case, 1 to 1440. */
  readonly longestMinutes: number;
}

/** Values of a {@link SessionDocument}. */
export interface SessionDocumentProps extends SessionLimits {
  /** Name of the document, by which people begin a session: 3 to 128 letters, digits and `_-.`. A change replaces it. */
  readonly documentName: string;
  /** Name of the log group to which sessions are streamed as they go on; it is encrypted with a key. */
  readonly logGroupName: string;
  /** Where the whole of a session is kept when it has ended. */
  readonly bucket: {
    /** Name of the bucket, which is encrypted with a key. */
    readonly name: string;
    /** Beginning of the keys, without a slash at its end. */
    readonly prefix: string;
  };
  /** ARN of the key that encrypts sessions between person and instance, beside TLS. */
  readonly kmsKeyArn: string;
}

/**
 * How people work on an instance: each session is encrypted and recorded with its commands and their output. A port that
 * is forwarded is not: what passes there is seen at its end alone.
 *
 * It is a document of its own, as an account may already have AWS's default one (`SSM-SessionManagerRunShell`); people's
 * policies admit no other for shells.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export class SessionDocument extends Construct {
  /** Name of the document. */
  public readonly documentName: string;

  /** @throws ProblemsError when name or minutes are not ones that Systems Manager accepts */
  public constructor(scope: Construct, id: string, props: SessionDocumentProps) {
    super(scope, id);
    const { logGroupName, bucket, kmsKeyArn, idleMinutes, longestMinutes } = props;
    const { path } = this.node;
    throwProblems(sessionLimitProblems(props, path));

    const document = new SsmDocument(this, "document", {
      name: checkedName("aws_ssm_document", props.documentName, path),
      documentType: "Session",
      documentFormat: "JSON",
      content: JSON.stringify({
        schemaVersion: "1.0",
        description: "Shell on an instance, recorded",
        sessionType: "Standard_Stream",
        inputs: {
          cloudWatchLogGroupName: logGroupName,
          cloudWatchEncryptionEnabled: true,
          cloudWatchStreamingEnabled: true,
          s3BucketName: bucket.name,
          s3KeyPrefix: bucket.prefix,
          s3EncryptionEnabled: true,
          kmsKeyId: kmsKeyArn,
          runAsEnabled: false,
          idleSessionTimeout: String(idleMinutes),
          maxSessionDuration: String(longestMinutes),
        },
      }),
    });
    this.documentName = document.name;
  }
}

/**
 * What Systems Manager would refuse about the ends of sessions.
 *
 * @param path - where they stand
 */
export function sessionLimitProblems(
  { idleMinutes, longestMinutes }: SessionLimits,
  path: string,
): readonly Problem[] {
  const outside = (field: keyof SessionLimits, got: number, most: number): readonly Problem[] =>
    Number.isInteger(got) && got >= 1 && got <= most
      ? []
      : [{ path: `${path}.${field}`, rule: `is 1 to ${most} minutes`, got, fix: "choose such a number" }];
  return [
    ...outside("idleMinutes", idleMinutes, LONGEST_IDLE_MINUTES),
    ...outside("longestMinutes", longestMinutes, LONGEST_SESSION_MINUTES),
  ];
}
