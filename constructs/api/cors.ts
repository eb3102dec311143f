import type { Problem } from "../core/errors";

/** Seconds for which a browser remembers what it was allowed. */
export const CORS_MAX_AGE_SECONDS = 600;

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/;
const HEADER = /^[A-Za-z0-9-]+$/;
const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Which pages of other origins may use an API in a browser. The API itself answers what browsers ask beforehand. */
export interface CorsConfig {
  /** Origins of the pages, `https://partner.example.com`, or `*` for every page. At least one. */
  readonly origins: readonly string[];
  /** Methods that they may use. */
  readonly methods: readonly string[];
  /** Headers that they may send. */
  readonly headers: readonly string[];
  /**
   * Whether browsers send cookies along. Not with origin `*`, which would let every page act for the user.
   *
   * @default "omitted"
   */
  readonly credentials?: "omitted" | "included" | undefined;
}

/** How API Gateway refers to the header in which a browser states the page's origin. */
const REQUESTED_ORIGIN = "method.request.header.Origin";

/**
 * The headers by which a browser is told what it may do, by name, in API Gateway's mapping expressions.
 *
 * A browser takes one origin, not a list. Where there are several, an answer that carries nobody's data (an error of the
 * gateway's own) repeats the one that was asked for.
 */
export function corsHeaders({ origins, methods, headers, credentials = "omitted" }: CorsConfig): {
  /** On the answer to what the browser asks beforehand. */
  readonly preflight: Readonly<Record<string, string>>;
  /** On every other answer. */
  readonly answer: Readonly<Record<string, string>>;
} {
  const origin = origins.length === 1 ? `'${String(origins[0])}'` : REQUESTED_ORIGIN;
  const answer = {
    "Access-Control-Allow-Origin": origin,
    ...(origins.length === 1 ? {} : { Vary: "'Origin'" }),
    ...(credentials === "included" ? { "Access-Control-Allow-Credentials": "'true'" } : {}),
  };
  return {
    preflight: {
      ...answer,
      // Whatever is asked for counts only once a template has found it in the list.
      "Access-Control-Allow-Origin": `'${String(origins[0])}'`,
      "Access-Control-Allow-Methods": `'${methods.join(",")}'`,
      "Access-Control-Allow-Headers": `'${headers.join(",")}'`,
      "Access-Control-Max-Age": `'${CORS_MAX_AGE_SECONDS}'`,
    },
    answer,
  };
}

/** What is wrong with who may use an API in a browser. */
export function corsProblems(
  { origins, methods, headers, credentials = "omitted" }: CorsConfig,
  path: string,
): readonly Problem[] {
  const everyone = origins.includes("*");
  return [
    ...(origins.length > 0
      ? []
      : [
          {
            path: `${path}.origins`,
            rule: "are at least one",
            got: "none",
            fix: "name the pages, or leave cors out where they have the API's own domain",
          },
        ]),
    ...origins
      .filter((origin) => origin !== "*" && !ORIGIN.test(origin))
      .map((got) => ({
        path: `${path}.origins`,
        rule: "are scheme and host in lower case, without a path",
        got,
        fix: "write it like https://partner.example.com",
      })),
    ...(everyone && origins.length > 1
      ? [
          {
            path: `${path}.origins`,
            rule: "are either every origin or some",
            got: origins.join(", "),
            fix: "leave * out, or name nothing beside it",
          },
        ]
      : []),
    ...(everyone && credentials === "included"
      ? [
          {
            path: `${path}.credentials`,
            rule: "are not included for every origin, as any page could then act for the user",
            got: "origin *",
            fix: "name the origins, or omit credentials",
          },
        ]
      : []),
    ...methods
      .filter((method) => !METHODS.includes(method))
      .map((got) => ({
        path: `${path}.methods`,
        rule: `are of ${METHODS.join(", ")}`,
        got,
        fix: "name each of them, as * does not stand for all where browsers send credentials",
      })),
    ...headers
      .filter((header) => !HEADER.test(header))
      .map((got) => ({
        path: `${path}.headers`,
        rule: "are names of headers",
        got,
        fix: "name each of them, as * does not cover Authorization",
      })),
  ];
}
