import type { Problem } from "../core/errors";
import { policyDocument, type PolicyStatement } from "../identity/policy-document";

const LONGEST_POLICY = 5120;
const LONGEST_DESCRIPTION = 512;
/** Service control policies on one target, of which FullAWSAccess is one. */
const MOST_POLICIES = 5;

interface ControlledActions {
  /** What the statement is for, letters and digits only. */
  readonly sid: string;
  /**
   * ARNs that it covers.
   *
   * @default - everything
   */
  readonly resources?: readonly string[];
  /**
   * When it denies, by operator and key.
   *
   * @default - always
   */
  readonly conditions?: NonNullable<PolicyStatement["conditions"]>;
}

/** What a service control policy denies: some actions, or all but some. */
export type ControlStatement = ControlledActions &
  ({ readonly actions: readonly string[] } | { readonly allActionsBut: readonly string[] });

/** Policies and what each is attached to, as far as their number and size go. */
export interface AttachedControlPolicy {
  /** What it is for, at most 512 characters. */
  readonly description: string;
  /** What it denies. */
  readonly statements: readonly ControlStatement[];
  /** Keys of the units that it is attached to. */
  readonly units: readonly string[];
  /** Keys of the accounts that it is attached to beside them. */
  readonly accounts: readonly string[];
}

/** The policy as Organizations takes it. */
export function controlPolicyDocument(statements: readonly ControlStatement[]): string {
  return policyDocument(
    ...statements.map((statement) => ({
      ...statement,
      effect: "Deny" as const,
      resources: statement.resources ?? ["*"],
    })),
  );
}

/**
 * What is wrong with a policy; nothing when Organizations accepts it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function controlPolicyProblems(
  { description, statements }: Pick<AttachedControlPolicy, "description" | "statements">,
  path: string,
): readonly Problem[] {
  const { length } = controlPolicyDocument(statements);
  return [
    ...(statements.length === 0
      ? [{ path: `${path}.statements`, rule: "must deny something", got: undefined, fix: "add a statement" }]
      : []),
    ...(length > LONGEST_POLICY
      ? [
          {
            path: `${path}.statements`,
            rule: `must have at most ${LONGEST_POLICY} characters as a policy`,
            got: length,
            fix: "divide them among two policies",
          },
        ]
      : []),
    ...(description.length > LONGEST_DESCRIPTION
      ? [
          {
            path: `${path}.description`,
            rule: `must have at most ${LONGEST_DESCRIPTION} characters`,
            got: description.length,
            fix: "shorten it",
          },
        ]
      : []),
  ];
}

/**
 * What is wrong with several policies together: each of them, and targets with more than AWS attaches.
 *
 * @param path - where the policies stand; each one's key follows
 */
export function controlPoliciesProblems(
  policies: Readonly<Record<string, AttachedControlPolicy>>,
  path: string,
): readonly Problem[] {
  const stated = Object.entries(policies);
  const attachments = stated.flatMap(([policy, { units, accounts }]) => [
    ...units.map((unit) => ({ policy, target: `unit ${unit}` })),
    ...accounts.map((account) => ({ policy, target: `account ${account}` })),
  ]);
  const targets = [...new Set(attachments.map(({ target }) => target))];
  return [
    ...stated.flatMap(([key, policy]) => controlPolicyProblems(policy, `${path}.${key}`)),
    ...targets.flatMap((target) => {
      const attached = attachments.filter((each) => each.target === target).map(({ policy }) => policy);
      return attached.length < MOST_POLICIES
        ? []
        : [
            {
              path,
              rule: `must attach at most ${MOST_POLICIES - 1} policies to ${target}, beside FullAWSAccess`,
              got: attached.join(", "),
              fix: "join two of them, or leave one out",
            },
          ];
    }),
  ];
}
