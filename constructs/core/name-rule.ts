/** What AWS accepts as a name of one type of resource. */
export interface NameRule {
  /** Longest name AWS accepts, in characters. */
  readonly maxLength: number;
  /** Every name that AWS accepts, anchored. */
  readonly pattern: RegExp;
  /** The alphabet in words, for the error message. */
  readonly alphabet: string;
  /** The AWS page that states both. */
  readonly source: string;
}
