import type { IncomingHttpHeaders } from "node:http";

/** The one access key that the embedded servers accept; s3rver has it built in. Any secret goes with it. */
export const ACCESS_KEY_ID = "S3RVER";

const CREDENTIAL = /\bCredential=([^/,\s]+)/;

/** Whether a request is signed with the key that the embedded servers know. Signatures are not verified. */
export function isSignedWithKnownKey({ authorization = "" }: IncomingHttpHeaders): boolean {
  return CREDENTIAL.exec(authorization)?.[1] === ACCESS_KEY_ID;
}

/** Headers that make a request of ours pass as signed. */
export function signedHeaders(service: string, region: string): Readonly<Record<string, string>> {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${now.slice(0, 8)}/${region}/${service}/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/${scope}, SignedHeaders=host, Signature=unverified`,
    "x-amz-date": now,
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
  };
}
