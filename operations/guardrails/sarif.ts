import type { Rule } from "../../guardrails/guard-rail";
import type { GuardRailReport, PlacedFinding } from "./report";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * The report as SARIF, which GitHub shows under code scanning. A finding points to the composition of its system, as a
 * construct has no line of its own once it is synthesized, and names the construct as a logical location. Findings that
 * an exception covers are there too, suppressed with its reason.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function guardRailSarif({ rules, findings }: GuardRailReport): object {
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Strata guard rails", rules: rules.map(({ rule }) => sarifRule(rule)) },
        },
        results: findings.map(sarifResult),
      },
    ],
  };
}

function sarifRule({ id, title, why, fix, controls }: Rule): object {
  const { fsbp = [], cis = [], checkov = [] } = controls;
  const served = [
    ...fsbp.map((control) => `AWS FSBP ${control}`),
    ...cis.map((control) => `CIS ${control}`),
    ...checkov,
  ];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `Otherwise ${why}.` },
    help: {
      text: [`To mend it, ${fix}.`, ...(served.length > 0 ? [`Serves ${served.join(", ")}.`] : [])].join(" "),
    },
    properties: { tags: ["security", ...served] },
  };
}

function sarifResult({ rule, system, resource, outcome, got, acknowledgement }: PlacedFinding): object {
  const name = `${system}/${resource.path}`;
  return {
    ruleId: rule.id,
    level: outcome === "not-compliant" ? "error" : "note",
    message: {
      text:
        outcome === "not-compliant"
          ? `${name}: ${rule.title}, got ${got}; ${rule.fix}.`
          : `${name}: ${rule.title}. One cannot tell before Terraform runs: ${got}.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `systems/${system}/system.ts` },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: name, kind: "resource" }],
      },
    ],
    partialFingerprints: { "construct/v1": `${rule.id} ${name} ${resource.type}` },
    ...(acknowledgement
      ? { suppressions: [{ kind: "inSource", justification: acknowledgement.reason }] }
      : {}),
  };
}
