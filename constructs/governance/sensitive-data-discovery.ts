import { Macie2Account } from "@cdktf/provider-aws/lib/macie2-account";
import { Macie2ClassificationExportConfiguration } from "@cdktf/provider-aws/lib/macie2-classification-export-configuration";
import { Macie2CustomDataIdentifier } from "@cdktf/provider-aws/lib/macie2-custom-data-identifier";
import { Macie2Member } from "@cdktf/provider-aws/lib/macie2-member";
import { Macie2OrganizationConfiguration } from "@cdktf/provider-aws/lib/macie2-organization-configuration";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { FindingsDestination } from "./organization-threat-detection";

const LONGEST_REGEX = 512;
const MOST_KEYWORDS = 50;
const KEYWORD_LENGTH = { least: 3, most: 90 } as const;
const MOST_DISTANCE = 300;

/** Data that Macie would not know by itself. */
export interface DataIdentifier {
  /** Name under which findings tell of it, 1 to 128 characters. A change replaces it. */
  readonly identifierName: string;
  /** What it finds. */
  readonly description: string;
  /** How the data look: a regular expression of at most 512 characters. A change replaces the identifier. */
  readonly regex: string;
  /** Words of which one stands near it, 3 to 90 characters each, at most 50: without one it is something else. */
  readonly keywords: readonly string[];
  /** Most characters between the end of the keyword and the data, 1 to 300. */
  readonly mostDistance: number;
}

/** Identifiers of Japan's personal data; digits and words alone prove nothing, so each wants both. */
export const JAPANESE_IDENTIFIERS: Readonly<Record<string, DataIdentifier>> = {
  "my-number": {
    identifierName: "my-number",
    description: "Individual number (My Number): 12 digits beside its name",
    regex: String.raw`\b\d{4}[- ]?\d{4}[- ]?\d{4}\b`,
    keywords: ["マイナンバー", "個人番号", "my number", "mynumber", "my_number", "individual number"],
    mostDistance: 50,
  },
  "postal-code": {
    identifierName: "postal-code",
    description: "Japanese postal code: 3 and 4 digits beside its name",
    regex: String.raw`\b\d{3}-\d{4}\b`,
    keywords: ["郵便番号", "〒番号", "postal code", "postal_code", "postcode", "zip code"],
    mostDistance: 30,
  },
};

/** A member account, as Macie takes it in. */
export interface DiscoveryMember {
  /** Id of the account. */
  readonly account: string;
  /** Address of its root user. */
  readonly email: string;
}

/** Values of {@link SensitiveDataDiscovery}. */
export interface SensitiveDataDiscoveryProps {
  /** Accounts that exist already, by a name that stays: Macie takes in by itself only those that join. */
  readonly members: Readonly<Record<string, DiscoveryMember>>;
  /** Data that Macie would not know by itself, by key. */
  readonly identifiers: Readonly<Record<string, DataIdentifier>>;
  /** Where the results of each object are kept, since Macie forgets them after 90 days. */
  readonly destination: FindingsDestination;
}

/**
 * Macie of a whole organization, in the account that administers it: it watches how buckets are shared and looks for
 * sensitive data in them.
 *
 * Terraform has nothing that turns automated discovery on or sends its findings to Security Hub: see
 * docs/operations/enterprise-security.md.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/accounts-mgmt-ao.html
 */
export class SensitiveDataDiscovery extends Construct {
  /** @throws ProblemsError when an identifier is not one that Macie accepts */
  public constructor(scope: Construct, id: string, props: SensitiveDataDiscoveryProps) {
    super(scope, id);
    const { members, identifiers, destination } = props;
    const { path } = this.node;
    throwProblems(dataIdentifierProblems(identifiers, `${path}.identifiers`));

    const account = new Macie2Account(this, "account", {
      status: "ENABLED",
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    new Macie2OrganizationConfiguration(this, "joining", { autoEnable: true, dependsOn: [account] });
    for (const [name, { account: accountId, email }] of Object.entries(members)) {
      new Macie2Member(this, `${name}-member`, {
        accountId,
        email,
        status: "ENABLED",
        dependsOn: [account],
      });
    }
    for (const [key, identifier] of Object.entries(identifiers)) {
      new Macie2CustomDataIdentifier(this, key, {
        name: checkedName("aws_macie2_custom_data_identifier", identifier.identifierName, path),
        description: identifier.description,
        regex: identifier.regex,
        keywords: [...identifier.keywords],
        maximumMatchDistance: identifier.mostDistance,
        dependsOn: [account],
      });
    }
    new Macie2ClassificationExportConfiguration(this, "destination", {
      s3Destination: { bucketName: destination.bucketName, kmsKeyArn: destination.kmsKeyArn },
      dependsOn: [account],
    });
  }
}

/** What Macie would refuse in identifiers, and expressions that find anything without a keyword. */
export function dataIdentifierProblems(
  identifiers: Readonly<Record<string, DataIdentifier>>,
  path: string,
): readonly Problem[] {
  return Object.entries(identifiers).flatMap(([key, { regex, keywords, mostDistance }]) => [
    ...(regex.length >= 1 && regex.length <= LONGEST_REGEX
      ? []
      : [
          {
            path: `${path}.${key}.regex`,
            rule: `has 1 to ${LONGEST_REGEX} characters`,
            got: regex.length,
            fix: "divide it among several identifiers",
          },
        ]),
    ...(keywords.length >= 1 && keywords.length <= MOST_KEYWORDS
      ? []
      : [
          {
            path: `${path}.${key}.keywords`,
            rule: `are 1 to ${MOST_KEYWORDS}`,
            got: keywords.length,
            fix: "name the words of which one stands beside the data",
          },
        ]),
    ...keywords
      .filter(({ length }) => length < KEYWORD_LENGTH.least || length > KEYWORD_LENGTH.most)
      .map((got) => ({
        path: `${path}.${key}.keywords`,
        rule: `have ${KEYWORD_LENGTH.least} to ${KEYWORD_LENGTH.most} characters each`,
        got,
        fix: "choose a longer word",
      })),
    ...(Number.isInteger(mostDistance) && mostDistance >= 1 && mostDistance <= MOST_DISTANCE
      ? []
      : [
          {
            path: `${path}.${key}.mostDistance`,
            rule: `is a whole number from 1 to ${MOST_DISTANCE}`,
            got: mostDistance,
            fix: "choose such a number",
          },
        ]),
  ]);
}
