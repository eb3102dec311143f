import { DefaultTokenResolver, type ResolveOptions, type TerraformStack, Tokenization } from "cdktf";

type Resolve = (value: unknown, options: ResolveOptions) => unknown;

/**
 * Runs a step of a stack's synthesis in which cdktf resolves only what holds a token, and each of these once; all else
 * is what it is already.
 *
 * cdktf takes every value of every element through its resolver three times, and every string through four searches
 * each time, which was two thirds of a synthesis. What comes out is the same, byte for byte, and so are the
 * messages: where a value is refused, cdktf does the whole again in its own way.
 *
 * @returns what the step returns
 */
export function resolvingTokensOnly<Result>(stack: TerraformStack, step: () => Result): Result {
  const tokenization = Tokenization as { resolve: Resolve };
  const byCdktf = tokenization.resolve;
  const known = new Map<string, unknown>();
  const once: Resolve = (value, options) => {
    if (typeof value !== "string") {
      return byCdktf(value, options);
    }
    if (!known.has(value)) {
      known.set(value, options.preparing && isOwn(value, stack) ? value : byCdktf(value, options));
    }
    return known.get(value);
  };
  tokenization.resolve = (value, options) => {
    if (options.scope !== stack || !(options.resolver instanceof DefaultTokenResolver)) {
      return byCdktf(value, options);
    }
    try {
      return resolved(value, options, once);
    } catch {
      return byCdktf(value, options);
    }
  };
  try {
    return step();
  } finally {
    tokenization.resolve = byCdktf;
  }
}

/**
 * Whether all tokens of a string are references within the stack. Preparing looks for those that cross stacks and
 * throws its results away, so that these have nothing to give.
 */
function isOwn(value: string, stack: TerraformStack): boolean {
  const { tokens } = Tokenization.reverseString(value);
  return (
    tokens.length > 0 &&
    tokens.every((token) => (token as { readonly originStack?: unknown }).originStack === stack)
  );
}

function resolved(value: unknown, options: ResolveOptions, byCdktf: Resolve): unknown {
  if (typeof value === "string") {
    return mayHoldToken(value) ? byCdktf(value, options) : value;
  }
  if (typeof value === "number") {
    return isPlainNumber(value) ? value : byCdktf(value, options);
  }
  if (value === undefined || value === null || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.some(isListToken)
      ? byCdktf(value, options)
      : value.map((item) => resolved(item, options, byCdktf)).filter((item) => item !== undefined);
  }
  return isPlainRecord(value) ? resolvedRecord(value, options, byCdktf) : byCdktf(value, options);
}

function resolvedRecord(
  record: Readonly<Record<string, unknown>>,
  options: ResolveOptions,
  byCdktf: Resolve,
): unknown {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    if (mayHoldToken(key)) {
      return byCdktf(record, options);
    }
    const value = resolved(record[key], options, byCdktf);
    if (value !== undefined) {
      result[key] = value;
    }
  }
  return result;
}

// How cdktf writes tokens into strings, keys and lists; a number token within a string (-1.8881545897087626e+289); and
// the values of maps that stand for a token.
const TOKEN = "TfToken[";
const EXPONENT = "e+";
const MAP_TOKENS = ["String Map Token Value", "Any Map Token Value"];
const LIST_TOKEN = "#{TfToken[";
const NUMBER_MAP_TOKEN = -123456789;
// Number tokens are doubles of about 1e289.
const LARGEST_PLAIN_NUMBER = 1e15;

function mayHoldToken(text: string): boolean {
  return text.includes(TOKEN) || text.includes(EXPONENT) || MAP_TOKENS.includes(text);
}

function isPlainNumber(value: number): boolean {
  return Math.abs(value) < LARGEST_PLAIN_NUMBER && value !== NUMBER_MAP_TOKEN;
}

function isListToken(item: unknown): boolean {
  return typeof item === "string"
    ? item.includes(LIST_TOKEN)
    : typeof item === "number" && !isPlainNumber(item);
}

function isPlainRecord(value: object): value is Readonly<Record<string, unknown>> {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    typeof (value as { readonly resolve?: unknown }).resolve !== "function"
  );
}
