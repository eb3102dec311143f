import type { Problem } from "../../../constructs/core/errors";
import type { ReplicationSpec } from "../../../stacks/registry-stack";
import type { Organization } from "./config";

/** Beginning of the names of all repositories of images. */
const PREFIX = "enterprise-";

/** Name of an image's repository, the same in each account that has one, since a copy keeps its name. */
export function imageName(image: string): string {
  return `${PREFIX}${image}`;
}

/**
 * What the registry of an account has to do with the copying of images: it sends what is built to those that run it, or
 * takes it in; nothing where each account is pushed to.
 *
 * @param account - key of the account
 */
export function imageReplication(
  account: string,
  { images, accounts }: Organization,
): ReplicationSpec | undefined {
  if (images === "each-account") {
    return undefined;
  }
  const { pushedTo, copiedTo } = images;
  if (account === pushedTo && copiedTo.length > 0) {
    return {
      role: { toAccounts: copiedTo.flatMap((key) => accounts[key]?.id ?? []) },
      repositoryPrefix: PREFIX,
    };
  }
  return copiedTo.some((key) => key === account)
    ? { role: { fromAccount: accounts[pushedTo]?.id ?? "" }, repositoryPrefix: PREFIX }
    : undefined;
}

/** What does not fit together in how images are copied. */
export function imageProblems({ images, accounts }: Organization, path: string): readonly Problem[] {
  if (images === "each-account") {
    return [];
  }
  const { pushedTo, copiedTo } = images;
  return [
    ...[["pushedTo", pushedTo] as const, ...copiedTo.map((key) => ["copiedTo", key] as const)]
      .filter(([, key]) => accounts[key] === undefined)
      .map(([field, got]) => ({
        path: `${path}.${field}`,
        rule: "must be an account that there is",
        got,
        fix: "choose another, or name it among the accounts",
      })),
    ...copiedTo
      .filter((key, index) => key === pushedTo || copiedTo.indexOf(key) !== index)
      .map((got) => ({
        path: `${path}.copiedTo`,
        rule: "must name other accounts than that of the images, each once",
        got,
        fix: "leave it out",
      })),
  ];
}
