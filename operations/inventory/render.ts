import { markdownTable } from "markdown-table";
import type { InventoryRow } from "./inventory";

const COLUMNS = {
  system: "System",
  account: "Account",
  stackId: "Stack",
  address: "Resource",
  name: "Name",
  confidentiality: "Confidentiality",
  dataClass: "Class",
  backup: "Backup",
} as const satisfies Record<keyof InventoryRow, string>;

function table(rows: readonly InventoryRow[]): string[][] {
  const keys = Object.keys(COLUMNS) as (keyof InventoryRow)[];
  return [Object.values(COLUMNS), ...rows.map((row) => keys.map((key) => row[key]))];
}

/** The inventory as a table for people. */
export function inventoryMarkdown(rows: readonly InventoryRow[]): string {
  return markdownTable(table(rows));
}

/**
 * The inventory for spreadsheets and programs.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function inventoryCsv(rows: readonly InventoryRow[]): string {
  return table(rows)
    .map((cells) => cells.map(quoted).join(","))
    .join("\r\n");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
