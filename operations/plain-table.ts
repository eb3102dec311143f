import Table from "cli-table3";

/** A column of a table. */
export interface Column {
  /** Its heading. */
  readonly head: string;
  /**
   * Where its cells stand.
   *
   * @default "left"
   */
  readonly align?: "left" | "right";
}

const NONE = "";
const UNFRAMED = {
  top: NONE,
  "top-mid": NONE,
  "top-left": NONE,
  "top-right": NONE,
  bottom: NONE,
  "bottom-mid": NONE,
  "bottom-left": NONE,
  "bottom-right": NONE,
  left: NONE,
  "left-mid": NONE,
  mid: NONE,
  "mid-mid": NONE,
  right: NONE,
  "right-mid": NONE,
  middle: "  ",
};

/** A table for a terminal without colours and without a frame, as it is read by people and by grep. */
export function plainTable(
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align = "left" }) => align),
    style: { head: [], border: [], compact: true },
    chars: UNFRAMED,
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
