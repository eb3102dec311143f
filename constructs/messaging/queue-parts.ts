import type { PolicyStatement } from "../identity/policy-document";
import type { QueueEncryption } from "./queue";

/** The arguments by which a queue is encrypted: with a key, or with SQS's own where none is named. */
export function encryptionOf(
  encryption: QueueEncryption | undefined,
):
  | { readonly sqsManagedSseEnabled: true }
  | { readonly kmsMasterKeyId: string; readonly kmsDataKeyReusePeriodSeconds: number } {
  return encryption === undefined
    ? { sqsManagedSseEnabled: true }
    : {
        kmsMasterKeyId: encryption.kmsKeyId,
        kmsDataKeyReusePeriodSeconds: encryption.dataKeyReuseSeconds,
      };
}

/** The statement by which a queue refuses requests without TLS. */
export function denyPlainHttp(queueArn: string): PolicyStatement {
  return {
    sid: "DenyPlainHttp",
    effect: "Deny",
    principal: { everyone: true },
    actions: ["sqs:*"],
    resources: [queueArn],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
