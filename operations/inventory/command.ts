import fs from "node:fs";
import { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import { wantedSystems } from "../wanted-systems";
import { pageWithClasses } from "./class-table";
import { inventoryOf, type InventoryRow } from "./inventory";
import { inventoryCsv, inventoryMarkdown } from "./render";
import { workspacesOf } from "./workspaces";

type Variables = Readonly<Record<string, string | undefined>>;

const FORMATS: Readonly<Record<string, (rows: readonly InventoryRow[]) => string>> = {
  markdown: inventoryMarkdown,
  csv: inventoryCsv,
};

/** The command line of `inventory`. */
export function inventoryCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("inventory")
    .description(
      "Lists what an audit wants to know of: every resource, its account, and how confidential it is.",
    )
    .argument("[systems...]", "ids of systems (default: all)")
    .option("--format <format>", "markdown or csv", "markdown")
    .option(
      "--page <file>",
      "write the table of the classes into a page between its marks, instead of listing",
    )
    .option("--verbose", "show the trace of an error")
    .action(async (systems: readonly string[], { format, page }: { format: string; page?: string }) => {
      if (page !== undefined) {
        fs.writeFileSync(page, pageWithClasses(fs.readFileSync(page, "utf8"), page));
        return;
      }
      const render =
        FORMATS[format] ??
        refuse({
          path: "--format",
          rule: "must be a format of the inventory",
          got: format,
          fix: `choose one of ${Object.keys(FORMATS).join(", ")}`,
        });
      print(render(inventoryOf(await workspacesOf(wantedSystems(systems), variables))));
    });
}
