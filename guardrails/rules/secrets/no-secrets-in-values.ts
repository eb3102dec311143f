import { type GuardRail, notCompliant } from "../../guard-rail";

/** What secrets of known makes look like. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  "an access key of AWS": /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "a token of GitHub": /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/,
  "a token of Slack": /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  "a web hook of Slack": /hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+/,
  "a password in a URL": /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'${}]+:[^\s/:@"'${}]+@/,
};

/** `SEC-005`: no value looks like a secret. */
export const noSecretsInValues: GuardRail = {
  id: "SEC-005",
  title: "No value of a workspace looks like a secret",
  why: "it lies in the repository, in the plan and in the state in clear text",
  fix: "put it into Secrets Manager, change it, and hand on its ARN",
  controls: {},
  types: ["*", "output", "module", "provider"],
  check: ({ attributes: { "//": _metadata, ...attributes } }) => {
    // Quotation marks and line ends of a policy or a script within JSON would hide what stands beside them.
    const text = JSON.stringify(attributes).replace(/\\n/g, "\n").replace(/\\"/g, '"');
    return Object.entries(SECRETS)
      .filter(([, pattern]) => pattern.test(text))
      .map(([what]) => notCompliant(what));
  },
};
