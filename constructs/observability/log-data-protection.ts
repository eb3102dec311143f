import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";

const IDENTIFIER = /^[A-Z][A-Za-z0-9]*(?:-[A-Z]{2})?$/;

/** Values of a {@link LogDataProtection}. */
export interface LogDataProtectionProps {
  /** Name of the log group, of the standard class. */
  readonly logGroupName: string;
  /** AWS's identifiers of what is masked, at least one: `["EmailAddress", "CreditCardNumber"]`. */
  readonly identifiers: readonly string[];
}

/**
 * Masks what looks like sensitive data in the events of a log group for everyone who may not `logs:Unmask`, from now on.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
 */
export class LogDataProtection extends Construct {
  /** @throws ProblemsError when no identifier is named, or one is misspelt */
  public constructor(scope: Construct, id: string, { logGroupName, identifiers }: LogDataProtectionProps) {
    super(scope, id);
    throwProblems(identifierProblems(identifiers, this.node.path));
    const dataIdentifiers = identifiers.map((name) => `arn:aws:dataprotection::aws:data-identifier/${name}`);
    new CloudwatchLogDataProtectionPolicy(this, "policy", {
      logGroupName,
      policyDocument: JSON.stringify({
        Name: "masked",
        Version: "2021-06-01",
        Statement: [
          {
            Sid: "Count",
            DataIdentifier: dataIdentifiers,
            Operation: { Audit: { FindingsDestination: {} } },
          },
          {
            Sid: "Mask",
            DataIdentifier: dataIdentifiers,
            Operation: { Deidentify: { MaskConfig: {} } },
          },
        ],
      }),
    });
  }
}

/**
 * What is wrong with the names of identifiers.
 *
 * @param path - where they stand
 */
export function identifierProblems(identifiers: readonly string[], path: string): readonly Problem[] {
  return [
    ...(identifiers.length > 0
      ? []
      : [
          {
            path,
            rule: "names what is masked",
            got: "nothing",
            fix: "name an identifier, such as EmailAddress",
          },
        ]),
    ...identifiers
      .filter((name) => !IDENTIFIER.test(name))
      .map((got) => ({
        path,
        rule: "is the name of one of AWS's data identifiers",
        got,
        fix: "write it like EmailAddress or DriversLicense-US",
      })),
  ];
}
