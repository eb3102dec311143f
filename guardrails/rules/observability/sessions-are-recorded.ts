import { cannotTell, type GuardRail, notCompliant, type Verdict } from "../../guard-rail";

interface SessionInputs {
  readonly s3BucketName?: string;
  readonly s3EncryptionEnabled?: boolean;
  readonly cloudWatchLogGroupName?: string;
  readonly cloudWatchEncryptionEnabled?: boolean;
}

/**
 * `LOG-006`: sessions of Session Manager are recorded, encrypted.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export const sessionsAreRecorded: GuardRail = {
  id: "LOG-006",
  title: "Sessions of Session Manager are recorded and the record is encrypted",
  why: "nobody could say afterwards what was done on a host",
  fix: "name an encrypted bucket or log group in the session document's inputs",
  controls: { checkov: ["CKV_AWS_113"] },
  types: ["aws_ssm_document"],
  check: ({ attributes: { document_type: type, content } }) => {
    if (type !== "Session") {
      return [];
    }
    const inputs = inputsOf(content);
    return inputs ? recorded(inputs) : [cannotTell("a document that Terraform writes")];
  },
};

function recorded(inputs: SessionInputs): readonly Verdict[] {
  const { s3BucketName = "", cloudWatchLogGroupName = "" } = inputs;
  if (s3BucketName === "" && cloudWatchLogGroupName === "") {
    return [notCompliant("no record")];
  }
  return [
    ...(s3BucketName !== "" && inputs.s3EncryptionEnabled !== true ? ["s3EncryptionEnabled"] : []),
    ...(cloudWatchLogGroupName !== "" && inputs.cloudWatchEncryptionEnabled !== true
      ? ["cloudWatchEncryptionEnabled"]
      : []),
  ].map((setting) => notCompliant(`${setting} off`));
}

function inputsOf(content: unknown): SessionInputs | undefined {
  try {
    return (JSON.parse(String(content)) as { readonly inputs?: SessionInputs }).inputs ?? {};
  } catch {
    return undefined;
  }
}
