import fs from "node:fs";
import { pageWithClasses } from "../../../operations/inventory/class-table";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { MANAGEMENT } from "../../../systems/enterprise/organization/management-config";
import { SECURITY } from "../../../systems/enterprise/security/config";
import { STANDARD_IDS, strengthOf } from "../../../constructs/governance/security-standards";
import { refusalOf } from "../../support/synthesis";

const README = "systems/enterprise/README.md";
const SERVICES = "docs/operations/enterprise-security.md";
const AUDIT = "docs/operations/enterprise-audit.md";
const COSTS = "docs/operations/enterprise-costs.md";

const read = (page: string): string => fs.readFileSync(page, "utf8");
/** Text of a section, without its breaks. */
const section = (page: string, title: string): string => {
  const [, text = ""] = read(page).split(`\n## ${title}\n`);
  return (text.split("\n## ")[0] ?? "").replace(/\s+/g, " ");
};
/** Rows of the first table of a section, as cells. */
const rows = (page: string, title: string): readonly (readonly string[])[] => {
  const [, text = ""] = read(page).split(`\n## ${title}\n`);
  return (text.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
};

describe("what the README asks each project", () => {
  const questions = rows(README, "Questions that each project answers");

  test("EN-025: has a question for each component that could be shared, with the value that answers it", () => {
    expect(questions.length).toBeGreaterThanOrEqual(13);
    const values = questions.flatMap(([, where = ""]) => [...where.matchAll(/`([\w.]+)(?::[^`]*)?`/g)]);
    const known: unknown = {
      ...ORGANIZATION,
      organization: ORGANIZATION,
      management: MANAGEMENT,
      accounts: { ...ORGANIZATION.accounts, regulated: {} },
    };
    const missing = values
      .map(([, path = ""]) => path)
      .filter((path) => !path.endsWith(".ts") && path !== "each" && at(known, path) === undefined);

    expect(missing).toEqual([]);
    expect(values.map(([, path]) => path)).toEqual(
      expect.arrayContaining([
        "accounts.identity",
        "accounts.audit",
        "accounts.security",
        "accounts.network",
        "images",
        "landingZone",
        "payer",
        "compliance",
      ]),
    );
  });

  test("EN-025, EN-311: says who decides, and what gets an account of its own", () => {
    const page = read(README).replace(/\s+/g, " ");

    expect(page).toContain("what holds in a project, the project decides");
    expect(page).toContain("have an account of their own from the start");
    expect(page).toContain("CC BY 4.0");
  });

  test("leads to the pages that there are", () => {
    for (const [, link = ""] of read(README).matchAll(/\]\((\.\.\/\.\.\/docs\/[^)]+|[\w-]+\/[\w.-]+)\)/g)) {
      expect([link, fs.existsSync(`systems/enterprise/${link}`)]).toEqual([link, true]);
    }
  });
});

describe("the page on audits", () => {
  test("EN-117: has the table of the classes as it is; otherwise: npm run inventory -- --page <page>", () => {
    expect(read(AUDIT)).toBe(pageWithClasses(read(AUDIT), AUDIT));
    expect(refusalOf(() => pageWithClasses("# Audits", AUDIT))).toContain(
      "says where the table of the classes stands",
    );
  });

  test("EN-113: tells the audit of settings from that of how data is handled", () => {
    expect(read(AUDIT).replace(/\s+/g, " ")).toContain("An audit has two sides.");
  });

  test("EN-114, EN-116: names the command that lists what there is, and which level means what", () => {
    expect(section(AUDIT, "What there is")).toContain("npm run inventory -- enterprise");
    expect(rows(AUDIT, "What there is").map(([level]) => level)).toEqual(
      ["public", "internal", "confidential", "strictly_confidential", "personal", "specific_personal"]
        .concat("cardholder")
        .map((level) => `\`${level}\``),
    );
  });

  test("EN-118, C-31: leads each group of demands to the rows that serve it", () => {
    const clauses = rows(AUDIT, "What standards ask for");

    expect(clauses.map(([item, iso]) => [item, iso])).toEqual([
      ["Storage and backups", "A.8.13"],
      ["Access", "A.5.1, A.5.15, A.5.17, A.5.18"],
      ["Encryption", "A.8.24"],
      ["Deletion", "A.5.10, A.8.10"],
      ["Audits and logs", "A.8.15, A.8.16"],
    ]);
    expect(clauses.map((cells) => cells[3])).toEqual([
      "12.10",
      "7, 8",
      "3.7.2, 4.2.1, 3.5.1, 3.6.1, 8.3.9",
      "3.1.1, 9.5.2",
      "10.2, 10.3, 10.4, 10.5.1",
    ]);
    for (const cells of clauses) {
      expect(cells[5]).toMatch(/^EN-\d{3}(, EN-\d{3})*$/);
    }
    expect(section(AUDIT, "What standards ask for")).toContain("v4.0.1");
  });

  test("EN-142, EN-148: the calendar has the days of the reminders", () => {
    const when = rows(AUDIT, "When somebody looks").map(([day]) => day);

    expect(SECURITY.review.expression).toBe("cron(0 9 1 * ? *)");
    expect(when).toContain("each month, on the 1st");
    expect(SECURITY.audit.expression).toBe("cron(0 9 15 * ? *)");
    expect(when).toContain("each month, on the 15th");
  });

  test("EN-147: says where logs are looked into", () => {
    expect(section(AUDIT, "Looking into logs")).toContain("Athena's workgroup `auditors`");
  });
});

describe("the page on costs", () => {
  test("EN-150, EN-151, EN-154: says how costs without a tag are divided, and that one account is not possible", () => {
    const text = section(COSTS, "Who pays what");

    for (const key of MANAGEMENT.costTagKeys) {
      expect(text).toContain(`\`${key}\``);
    }
    expect(text).toContain("by the shares of the tags");
    expect(text).toContain("environments with one account id are refused");
  });

  test("EN-155: says what is charged by time, size and count", () => {
    expect(rows(COSTS, "What is charged").length).toBeGreaterThanOrEqual(12);
  });

  test("EN-157, EN-158, EN-159: has the order of the discounts", () => {
    const text = section(COSTS, "Discounts");
    const order = ["Compute Savings Plans", "EC2 Instance Savings Plans", "Reserved Instances"].map((plan) =>
      text.indexOf(`**${plan}**`),
    );

    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order[0]).toBeGreaterThan(0);
    expect(text).toMatch(/up to 66 %.*up to 72 %.*are not bought/);
  });

  test("EN-156: says what to ask a reseller", () => {
    expect(section(COSTS, "A reseller").match(/\?/g)).toHaveLength(4);
    expect(section(COSTS, "A reseller")).toContain('`payer: "reseller"`');
  });

  test("EN-163, EN-166: tells storage classes apart", () => {
    expect(
      rows(COSTS, "Storage classes of S3").map(([name, available, , least]) => [name, available, least]),
    ).toEqual([
      ["Intelligent-Tiering", "99.9", "-"],
      ["Standard", "99.99", "-"],
      ["Standard-IA", "99.9", "30"],
      ["One Zone-IA", "99.5", "30"],
      ["Express One Zone", "99.95", "-"],
      ["Glacier Instant Retrieval", "99.9", "90"],
      ["Glacier Flexible Retrieval", "99.99", "90"],
      ["Glacier Deep Archive", "99.99", "180"],
      ["Reduced Redundancy", "99.99", "-"],
    ]);
    expect(section(COSTS, "Storage classes of S3")).toContain("charge 40 KiB more for each object");
  });
});

describe("the page on the security services", () => {
  test("EN-037: names the strength of the standards that it names", () => {
    const strengths = rows(SERVICES, "Which standards").map(([, strength]) => strength);

    expect(strengths.slice(0, 4)).toEqual(
      (["fsbp-1.0.0", "cis-3.0.0", "nist-800-53-5.0.0", "pci-dss-4.0.1"] as const).map(strengthOf),
    );
    expect(STANDARD_IDS).toContain("cis-5.0.0");
  });

  test("EN-053: says when the results of a new standard are complete", () => {
    expect(section(SERVICES, "The check")).toContain("complete after two hours");
  });

  test("EN-073: says what recorded events cost", () => {
    const text = section(SERVICES, "What it costs");

    expect(text).toContain("2.00 USD for management events");
    expect(text).toContain("0.10 USD for data and network-activity events");
  });

  test("EN-089: says what Inspector covers", () => {
    expect(
      rows(SERVICES, "Vulnerabilities").map(([what, system, languages]) => [what, system, languages]),
    ).toEqual([
      ["Instances with Linux", "yes", "yes"],
      ["Instances with Windows", "yes", "no"],
      ["Images, basic scan", "yes", "no"],
      ["Images, enhanced scan", "yes", "yes"],
      ["Functions, and their own code", "-", "yes"],
    ]);
  });

  test("EN-091, T-03: says why operating systems are not scanned by CIS", () => {
    expect(read(SERVICES).replace(/\s+/g, " ")).toContain(
      "CIS scans of operating systems (T-03) are not set up",
    );
  });

  test("EN-092, EN-093, EN-094: says what is mended first, and what Inspector does not see", () => {
    const text = section(SERVICES, "Vulnerabilities");

    expect(text).toContain("`vulnerabilityOrder`");
    expect(text).toContain("minor versions are installed by themselves");
  });

  test("T-02, T-04, T-05, T-13, EN-100, EN-102: has a command or a place for each setting without a resource", () => {
    expect(rows(SERVICES, "What no Terraform resource can say").map(([, row]) => row)).toEqual([
      "T-02",
      "T-04",
      "EN-100",
      "EN-102",
      "T-05",
      "T-13",
    ]);
  });
});

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );
}
