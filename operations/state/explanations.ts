import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import type { StateContext } from "./explain";

/** One kind of error, and what it means. */
interface Rule {
  /** Recognizes it in Terraform's words, laid out as one line. */
  readonly matches: RegExp;
  readonly explain: (match: RegExpExecArray, text: string, context: StateContext) => Problem;
}

const RUNBOOK = "docs/operations/remote-state.md";

/** The first that matches speaks, so what is special stands before what is general. */
export const RULES: readonly Rule[] = [
  {
    matches: /No valid credential sources found/,
    explain: (_match, _text, { environment }) => ({
      path: "AWS credentials",
      rule: `must be there for account ${environment.account}`,
      got: undefined,
      fix: "set AWS_PROFILE, or sign in with aws sso login",
    }),
  },
  {
    matches: /failed to get shared config profile,? (\S+)/,
    explain: (match) => ({
      path: "AWS_PROFILE",
      rule: "must name a profile of ~/.aws/config",
      got: match[1],
      fix: "correct the name, or make the profile with aws configure sso",
    }),
  },
  {
    matches:
      /\b(InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException|ExpiredToken\w*)\b/,
    explain: (match, _text, { environment }) => ({
      path: "AWS credentials",
      rule: `must be valid for account ${environment.account}`,
      got: `an access key that AWS refuses (${match[1] ?? ""})`,
      fix: "sign in again, or correct the variables that hold the key",
    }),
  },
  {
    matches: /AWS account ID not allowed: (\d{12})/,
    explain: (match, _text, { environment }) => ({
      path: `${pathOf(environment)}.account`,
      rule: `must be the account of the credentials (it is ${environment.account})`,
      got: `credentials of ${match[1] ?? ""}`,
      fix: "use credentials of the environment's account, or correct the account in config.ts",
    }),
  },
  {
    matches: /policy\/(\S+-boundary) does not exist or is not attachable/,
    explain: (match, _text, { environment }) => ({
      path: `${environment.system}.${environment.name}.github`,
      rule: "must be deployed before any layer that makes roles",
      got: `no policy ${match[1] ?? ""} in account ${environment.account}`,
      fix: `deploy github-${environment.name} first, by hand (docs/operations/github.md)`,
    }),
  },
  {
    matches: /S3 bucket "([^"]+)" does not exist|\bNoSuchBucket\b/,
    explain: (_match, _text, { environment }) => ({
      path: `${pathOf(environment)}.state.bucket`,
      rule: `must exist in account ${environment.account}, ${environment.state.region}`,
      got: `no bucket ${environment.state.bucket}`,
      fix: `make it with ${bootstrapCommand(environment)}`,
    }),
  },
  {
    matches:
      /(?=.*(ConditionalCheckFailedException|PreconditionFailed))Error acquiring the state lock.*?ID: (\S+) Path: (\S+)/,
    explain: (match, text, context) => ({
      path: `state ${match[3] ?? ""}`,
      rule: "is written by one run at a time",
      got: `the lock of another run (${lockHolder(text)})`,
      fix:
        "wait for that run to end; if it was killed, release its lock with " +
        `terraform -chdir=${context.directory} force-unlock ${match[2] ?? ""} (${RUNBOOK})`,
    }),
  },
  {
    matches: /Error acquiring the state lock.*resource temporarily unavailable/,
    explain: (_match, _text, { directory }) => ({
      path: `state in ${directory}`,
      rule: "is written by one run at a time",
      got: "another run on this machine",
      fix: "wait for that run to end",
    }),
  },
  {
    matches: /DynamoDB.*ResourceNotFoundException/,
    explain: (_match, _text, { environment }) => ({
      path: `${pathOf(environment)}.state.lockTable`,
      rule: `must exist in account ${environment.account}, ${environment.state.region}`,
      got: `no table ${environment.state.lockTable}`,
      fix: `make it again as ${RUNBOOK} says, or correct its name`,
    }),
  },
  {
    matches:
      /does not have the expected content.*Key: (\S+) Calculated checksum: (\S*) Stored checksum: (\S*)/,
    explain: (match) => ({
      path: `state ${match[1] ?? ""}`,
      rule: `must be the one that the table of locks knows (digest ${match[3] ?? ""})`,
      got: `digest ${match[2] ?? ""}`,
      fix: `compare its versions and set the digest as ${RUNBOOK} says`,
    }),
  },
  {
    matches:
      /Unsupported state file format|state file could not be parsed|Unable to access object "[^"]+" in S3 bucket "[^"]+": unexpected EOF/,
    explain: (_match, text, { environment }) => ({
      path: `state in ${environment.state.bucket}`,
      rule: "must be a Terraform state",
      got: unreadable(text),
      fix: `bring back the object's last good version as ${RUNBOOK} says`,
    }),
  },
  {
    matches: /Unable to find remote state.*?with data\.terraform_remote_state\.([\w-]+)/,
    explain: (match) => ({
      path: match[1] ?? "remote state",
      rule: "must be deployed before a stack that reads it",
      got: "no state of that stack",
      fix: "deploy the stack that it names first; cdktf deploy orders the stacks that it is given",
    }),
  },
  {
    matches: /\b(AccessDenied|AccessDeniedException)\b/,
    explain: (_match, _text, { environment }) => ({
      path: "AWS credentials",
      rule: `must be allowed to use bucket ${environment.state.bucket}, table ${environment.state.lockTable} and their key`,
      got: "a refusal by AWS (AccessDenied)",
      fix: `grant what ${RUNBOOK} lists, or use another role; a bucket of somebody else's needs another name`,
    }),
  },
  {
    matches: /does not support Terraform version (\d[\w.-]*\w)/,
    explain: (match) => ({
      path: "PATH",
      rule: "must hold a Terraform that the workspaces allow (1.11 or later)",
      got: `version ${match[1] ?? ""}`,
      fix: "install it from https://developer.hashicorp.com/terraform/install",
    }),
  },
];

/** What a user types to make the remote state of an environment. */
export function bootstrapCommand({ system, name }: Pick<Environment, "system" | "name">): string {
  return `npm run bootstrap -- ${name} --system ${system}`;
}

function pathOf({ system, name }: Environment): string {
  return `${system}.${name}.environment`;
}

function lockHolder(text: string): string {
  const { who, operation, created } =
    /Operation: (?:OperationType)?(?<operation>.*?) Who: (?<who>.*?) Version:.*?Created: (?<created>\S+ [\d:]+)/.exec(
      text,
    )?.groups ?? {};
  return who === undefined
    ? "holder unknown"
    : `${operation?.toLowerCase() ?? ""} by ${who} since ${created ?? ""} UTC`;
}

function unreadable(text: string): string {
  return text.includes("could not be parsed as JSON")
    ? "text that is no JSON"
    : "an object that Terraform cannot read";
}
