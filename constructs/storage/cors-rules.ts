import type { S3BucketCorsConfigurationCorsRule } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import type { Problem } from "../core/errors";

const MOST_RULES = 100;
/** Scheme, host with at most one *, and port: what a browser sends as Origin. */
const ORIGIN = /^https?:\/\/(?!.*\*.*\*)[a-z0-9*](?:[a-z0-9.*-]*[a-z0-9*])?(?::\d{1,5})?$/;

/** Which pages of other origins may use a bucket in a browser. */
export interface CorsRule {
  /** Origins of those pages, with scheme and without path: `https://app.example.com`. At least one. */
  readonly allowedOrigins: readonly string[];
  /** What they may do. At least one. */
  readonly allowedMethods: readonly ("GET" | "PUT" | "POST" | "DELETE" | "HEAD")[];
  /**
   * Headers that they may send; a `*` in a name stands for anything.
   *
   * @default - those alone that a browser sends without asking
   */
  readonly allowedHeaders?: readonly string[];
  /**
   * Headers of the answer that their scripts may read: `["ETag"]`.
   *
   * @default - those alone that scripts may always read
   */
  readonly exposeHeaders?: readonly string[];
  /**
   * Seconds for which a browser remembers the permission.
   *
   * @default - it asks each time, or as it sees fit
   */
  readonly maxAgeSeconds?: number;
}

/** Renders a rule as Terraform takes it. */
export function renderCorsRule(rule: CorsRule): S3BucketCorsConfigurationCorsRule {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = rule;
  return {
    allowedOrigins: [...allowedOrigins],
    allowedMethods: [...allowedMethods],
    ...(allowedHeaders === undefined ? {} : { allowedHeaders: [...allowedHeaders] }),
    ...(exposeHeaders === undefined ? {} : { exposeHeaders: [...exposeHeaders] }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
}

/**
 * What S3 would refuse in the rules, and origins that no browser sends: S3 takes them, and no page is ever let in.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export function corsProblems(rules: readonly CorsRule[], path: string): readonly Problem[] {
  return [
    ...(rules.length <= MOST_RULES
      ? []
      : [{ path, rule: `has at most ${MOST_RULES} rules`, got: rules.length, fix: "merge some" }]),
    ...rules.flatMap((rule) => ruleProblems(rule, path)),
  ];
}

function ruleProblems(rule: CorsRule, path: string): readonly Problem[] {
  const { allowedOrigins, allowedMethods, allowedHeaders = [], maxAgeSeconds = 0 } = rule;
  return [
    ...Object.entries({ allowedOrigins, allowedMethods })
      .filter(([, values]) => values.length === 0)
      .map(([key]) => ({ path: `${path}.${key}`, rule: "are at least one", got: "none", fix: "name one" })),
    ...allowedOrigins
      .filter((origin) => !ORIGIN.test(origin))
      .map((origin) => ({
        path: `${path}.allowedOrigins`,
        rule: "have a scheme, a host in lower case with at most one *, perhaps a port, and nothing else",
        got: origin,
        fix: "write it like https://app.example.com",
      })),
    ...allowedHeaders
      .filter((header) => header.split("*").length > 2)
      .map((header) => ({
        path: `${path}.allowedHeaders`,
        rule: "have at most one * each",
        got: header,
        fix: "name the headers",
      })),
    ...(Number.isInteger(maxAgeSeconds) && maxAgeSeconds >= 0
      ? []
      : [
          {
            path: `${path}.maxAgeSeconds`,
            rule: "is a whole number from 0",
            got: maxAgeSeconds,
            fix: "choose such a number",
          },
        ]),
  ];
}
