import { markdownTable } from "markdown-table";
import { refuse } from "../../constructs/core/errors";
import { DATA_CLASSES, type Handling, handlingOf } from "../../constructs/governance/classification";

const BEGIN = "<!-- classes -->";
const END = "<!-- /classes -->";

const PLACES: Readonly<Record<Handling["backupPlaces"], string>> = {
  "home-and-backup-region": "home and backup Region",
  nowhere: "-",
};
const ACCESS: Readonly<Record<Handling["access"], string>> = {
  everyone: "everyone",
  "everyone-but-admin-screens": "everyone, but to screens of administration",
  groups: "groups by name",
};

/** How each class of data is handled, as a table for people. */
function classTable(): string {
  return markdownTable([
    [
      "Class",
      "Backup",
      "Kept in",
      "Who reaches it",
      "Encrypted with",
      "Machines' secrets rotated",
      "Deleted",
      "Looked at",
      "Records kept, days",
    ],
    ...DATA_CLASSES.map((dataClass) => {
      const handling = handlingOf(dataClass);
      return [
        `\`${dataClass}\``,
        handling.backup,
        PLACES[handling.backupPlaces],
        ACCESS[handling.access],
        handling.encryption === "own-key" ? "a key of its class" : "AWS's key",
        handling.rotatesMachineSecrets ? "yes" : "-",
        deletion(handling),
        handling.auditInterval === "realtime" ? "at once" : "each month",
        String(handling.auditLogDays.s3),
      ];
    }),
  ]);
}

function deletion({ deletion: when }: Handling): string {
  if (typeof when === "object") {
    return `after ${when.atAgeDays} days`;
  }
  return when === "kept" ? "-" : "when its purpose is fulfilled";
}

/**
 * A page with the table of the classes as they are now.
 *
 * @param page - the page as it stands
 * @param path - where it stands, for the error
 * @throws ProblemsError when the page does not say where the table stands
 */
export function pageWithClasses(page: string, path: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) {
    refuse({
      path,
      rule: "says where the table of the classes stands",
      got: "no marks",
      fix: `write ${BEGIN} and ${END} into it`,
    });
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${classTable()}\n\n${page.slice(end)}`;
}
