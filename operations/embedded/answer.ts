import type { ServerResponse } from "node:http";

/** Answers with XML, as S3 and STS do. */
export function answerXml(response: ServerResponse, status: number, xml: string): void {
  response
    .writeHead(status, { "content-type": "text/xml" })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}

/** Answers with an error of S3's form. */
export function answerS3Error(response: ServerResponse, status: number, code: string, message: string): void {
  answerXml(response, status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

/** Answers with an error of DynamoDB's form. */
export function answerJsonError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  response
    .writeHead(status, { "content-type": "application/x-amz-json-1.0" })
    .end(JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }));
}
