/** What GitHub says of who wrote a comment or an issue. */
export interface Authored {
  /** The author; nothing where the account is gone. */
  readonly user: { readonly type: string } | null;
  /** What the author is to the repository: `MEMBER`, `NONE`. */
  readonly author_association?: string;
}

const INSIDERS: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/**
 * Whether a text is a workflow's or of somebody who belongs to the repository. Anybody else could write the marker first,
 * have their own text filled with a report, and change it later: its author always can.
 */
export function isTrusted({ user, author_association: association }: Authored): boolean {
  return user?.type === "Bot" || INSIDERS.has(association ?? "NONE");
}
