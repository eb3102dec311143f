import type { Problem } from "../core/errors";
import type { LifecycleRule, StorageClass, Transition } from "./lifecycle-rules";

const MOST_RULES = 1000;
const LONGEST_ID = 255;
/** Days for which objects stay in the storage before and in the storage of infrequent access. */
const INFREQUENT_ACCESS_DAYS = 30;
const INFREQUENT_ACCESS: readonly StorageClass[] = ["STANDARD_IA", "ONEZONE_IA"];

/**
 * The moves that S3 makes from each class.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const COLDER: Readonly<Record<StorageClass, readonly StorageClass[]>> = {
  STANDARD_IA: ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  INTELLIGENT_TIERING: ["ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  ONEZONE_IA: ["GLACIER", "DEEP_ARCHIVE"],
  GLACIER_IR: ["GLACIER", "DEEP_ARCHIVE"],
  GLACIER: ["DEEP_ARCHIVE"],
  DEEP_ARCHIVE: [],
};

/** What S3 would refuse in a lifecycle, and what it would accept without ever doing it. */
export function lifecycleProblems(rules: readonly LifecycleRule[], path: string): readonly Problem[] {
  const ids = rules.map(({ id }) => id);
  return [
    ...(rules.length <= MOST_RULES
      ? []
      : [{ path, rule: `has at most ${MOST_RULES} rules`, got: rules.length, fix: "merge some" }]),
    ...rules.flatMap((rule, index) => [
      ...idProblems(rule.id, ids.indexOf(rule.id) === index, path),
      ...contentProblems(rule, `${path}.${rule.id}`),
      ...rules
        .filter((other) => other !== rule)
        .flatMap((other) => overtakenProblems(rule, other, `${path}.${rule.id}`)),
    ]),
  ];
}

function idProblems(id: string, isFirst: boolean, path: string): readonly Problem[] {
  return isFirst && id.length > 0 && id.length <= LONGEST_ID
    ? []
    : [
        {
          path,
          rule: `the id of a rule has 1 to ${LONGEST_ID} characters, each id once`,
          got: id,
          fix: "rename the rule",
        },
      ];
}

function contentProblems(rule: LifecycleRule, path: string): readonly Problem[] {
  const { transitions = [], noncurrentTransitions = [], expirationDays, noncurrentExpirationDays } = rule;
  const { abortUploadsAfterDays } = rule;
  const isIdle =
    transitions.length + noncurrentTransitions.length === 0 &&
    [expirationDays, noncurrentExpirationDays, abortUploadsAfterDays].every((days) => days === undefined);
  return [
    ...(isIdle
      ? [{ path, rule: "does something", got: "no action", fix: "state one, or remove the rule" }]
      : []),
    ...dayProblems(expirationDays, 1, `${path}.expirationDays`),
    ...dayProblems(noncurrentExpirationDays, 1, `${path}.noncurrentExpirationDays`),
    ...dayProblems(abortUploadsAfterDays, 1, `${path}.abortUploadsAfterDays`),
    ...moveProblems(transitions, expirationDays, `${path}.transitions`),
    ...moveProblems(noncurrentTransitions, noncurrentExpirationDays, `${path}.noncurrentTransitions`),
  ];
}

function dayProblems(days: number | undefined, from: number, path: string): readonly Problem[] {
  return days === undefined || (Number.isInteger(days) && days >= from)
    ? []
    : [{ path, rule: `is a whole number of days from ${from}`, got: days, fix: "choose such a number" }];
}

function moveProblems(
  transitions: readonly Transition[],
  expiration: number | undefined,
  path: string,
): readonly Problem[] {
  const inOrder = [...transitions].sort((a, b) => a.days - b.days);
  return inOrder.flatMap(({ days, storageClass }, index) => {
    const at = `${path}.${storageClass}`;
    const before = inOrder[index - 1];
    const earliest = INFREQUENT_ACCESS.includes(storageClass) ? INFREQUENT_ACCESS_DAYS : 0;
    return [
      ...dayProblems(days, earliest, at),
      ...(before ? stepProblems(before, { days, storageClass }, at) : []),
      ...(expiration === undefined || expiration > days
        ? []
        : [
            {
              path: at,
              rule: `moves before what it moves is deleted, after ${expiration} days`,
              got: days,
              fix: `delete after ${days + 1} days or later, or leave the move out`,
            },
          ]),
    ];
  });
}

function stepProblems(before: Transition, after: Transition, path: string): readonly Problem[] {
  if (!COLDER[before.storageClass].includes(after.storageClass)) {
    return [
      {
        path,
        rule: `follows a class from which S3 moves there: ${before.storageClass} leads to ${COLDER[before.storageClass].join(", ") || "nothing"}`,
        got: after.storageClass,
        fix: "order the moves from warm to cold",
      },
    ];
  }
  const earliest = before.days + INFREQUENT_ACCESS_DAYS;
  return INFREQUENT_ACCESS.includes(before.storageClass) && after.days < earliest
    ? [
        {
          path,
          rule: `comes at least ${INFREQUENT_ACCESS_DAYS} days after the move to ${before.storageClass}`,
          got: after.days,
          fix: `choose ${earliest} or more`,
        },
      ]
    : [];
}

/** A rule for the same objects that deletes them before this one moves them. */
function overtakenProblems(rule: LifecycleRule, other: LifecycleRule, path: string): readonly Problem[] {
  if (!(rule.prefix ?? "").startsWith(other.prefix ?? "")) {
    return [];
  }
  const overtaken = (transitions: readonly Transition[] = [], expiration?: number): readonly Problem[] =>
    transitions
      .filter(({ days }) => expiration !== undefined && expiration <= days)
      .map(({ days, storageClass }) => ({
        path: `${path}.${storageClass}`,
        rule: `moves before ${other.id} deletes the same objects, after ${String(expiration)} days`,
        got: days,
        fix: "move earlier, delete later, or leave the move out",
      }));
  return [
    ...overtaken(rule.transitions, other.expirationDays),
    ...overtaken(rule.noncurrentTransitions, other.noncurrentExpirationDays),
  ];
}
