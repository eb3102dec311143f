import type { Environment } from "../../constructs/core/environment";
import { formatProblem } from "../../constructs/core/errors";
import { explainStateError } from "../state/explain";
import type { SynthesizedStack } from "./workspace";

/** Longest error that is shown; the whole is in the log of the job. */
const LONGEST_ERROR = 2000;
/** Terraform quotes the line of the source, and generated JSON may be one line. */
const LONGEST_LINE = 240;

/**
 * Why Terraform failed on a stack: in our words where the remote state is at fault, else the errors of its output.
 *
 * @param output - what Terraform wrote, or cdktf around it
 */
export function explainFailure(stack: SynthesizedStack, output: string): string {
  const environment = environmentOf(stack);
  const problem = environment && explainStateError(output, { environment, directory: stack.workspace });
  return problem ? formatProblem(problem) : errorsOf(output, stack.name);
}

/** The part of an output that says what went wrong. */
export function errorsOf(output: string, stack: string): string {
  const lines = output
    .replaceAll(/\u001b\[[\d;]*m/g, "")
    .split("\n")
    .map((line) => line.replace(new RegExp(`^\\s*${stack}\\s{1,2}`), "").replace(/^\s*[│╷╵]\s?/, ""))
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line.trimEnd()));
  const start = lines.findIndex((line) => /^\s*Error: /.test(line));
  const end = lines.findIndex(
    (line, index) => index > start && /^(\d+ Stacks?|Invoking Terraform CLI)/.test(line.trim()),
  );
  return lines
    .slice(Math.max(start, 0), end > start ? end : undefined)
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()
    .slice(0, LONGEST_ERROR);
}

/** What a workspace itself says of its environment; nothing when its state is not in S3. */
function environmentOf({ json, system, environment }: SynthesizedStack): Environment | undefined {
  const terraform = json["terraform"] as { readonly backend?: { readonly s3?: S3 } } | undefined;
  const s3 = terraform?.backend?.s3;
  return (
    s3 && {
      system,
      name: environment,
      account: s3.allowed_account_ids?.[0] ?? "",
      region: s3.region ?? "",
      zones: [],
      protection: "protected",
      tags: {},
      state: {
        bucket: s3.bucket ?? "",
        lockTable: s3.dynamodb_table ?? "",
        region: s3.region ?? "",
        kmsKeyArn: s3.kms_key_id ?? "",
        nativeLock: s3.use_lockfile ?? false,
      },
    }
  );
}

interface S3 {
  readonly bucket?: string;
  readonly region?: string;
  readonly dynamodb_table?: string;
  readonly kms_key_id?: string;
  readonly allowed_account_ids?: readonly string[];
  readonly use_lockfile?: boolean;
}
