import type { ServerResponse } from "node:http";
import { answerXml } from "./answer";
import { isSignedWithKnownKey } from "./credentials";
import type { ReceivedRequest } from "./request";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/**
 * Answers STS `GetCallerIdentity`, by which Terraform learns whose account it works in.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function answerIdentity(
  account: string,
  { headers, body }: ReceivedRequest,
  response: ServerResponse,
): void {
  if (!isSignedWithKnownKey(headers)) {
    answerError(
      response,
      403,
      "InvalidClientTokenId",
      "The security token included in the request is invalid.",
    );
    return;
  }
  if (new URLSearchParams(body.toString()).get("Action") !== "GetCallerIdentity") {
    answerError(response, 400, "InvalidAction", "The embedded STS answers GetCallerIdentity only.");
    return;
  }
  const identity = `<Arn>arn:aws:iam::${account}:user/embedded</Arn><UserId>AIDAEMBEDDED</UserId><Account>${account}</Account>`;
  answerXml(
    response,
    200,
    `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>${identity}</GetCallerIdentityResult>` +
      "<ResponseMetadata><RequestId>embedded</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
  );
}

function answerError(response: ServerResponse, status: number, code: string, message: string): void {
  answerXml(
    response,
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${message}</Message></Error><RequestId>embedded</RequestId></ErrorResponse>`,
  );
}
