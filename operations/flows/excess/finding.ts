/** Something that is possible and that no flow explains. */
export interface Excess {
  /** The rule that grants it. */
  readonly address: string;
  /** What it grants, as a clause. */
  readonly what: string;
}

/** Something that the workspaces do not decide. */
export interface CannotTell {
  /** Where it stands. */
  readonly address: string;
  /** What cannot be told, as a clause. */
  readonly why: string;
}
