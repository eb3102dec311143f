import fs from "node:fs";
import path from "node:path";
import { promotionOf } from "../../../operations/workflows/targets";
import { MANAGEMENT } from "../../../systems/enterprise/organization/management-config";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { controlPolicies } from "../../../systems/enterprise/organization/policies";
import { PEOPLE } from "../../../systems/enterprise/people/config";
import { enterprise } from "../../../systems/enterprise/system";
import { DECISIONS_TABLE } from "../../../systems/enterprise/workload/decisions/decided";
import { projectFile } from "../../../systems/project-file";
import { forAnyConfig } from "../../../systems/registry";
import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

const README = projectFile("systems/enterprise/README.md");
const DECISIONS_PAGE = projectFile("docs/decisions.md");
const FOLDER = path.join(__dirname, "../../../systems/enterprise");
const ACCOUNTS = Object.keys(enterprise.environments);

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(async () => {
  stacks = await synthesizeSystem("enterprise");
});

/** The rows of a table, below a heading, with their cells. */
function table(text: string, heading: string): readonly (readonly string[])[] {
  const [, section = ""] = text.split(`\n## ${heading}\n`);
  const [rows = ""] = section.split(/\n## /);
  const found = [...rows.matchAll(/^\|(.+)\|$/gm)].map(([, row = ""]) =>
    row.split("|").map((cell) => cell.trim()),
  );
  expect(found.length).toBeGreaterThan(2);
  return found.slice(2);
}

function words(cell: string | undefined): readonly string[] {
  return (cell ?? "").split(", ").filter((word) => word !== "");
}

describe("the README of enterprise", () => {
  it("EN-001 lists the accounts in the order in which they are made, with the layers that each has", () => {
    const rows = table(README, "Accounts");
    const always = ["state", "github", "baseline", "access"];

    expect(rows.map(([account]) => account)).toEqual([...ACCOUNTS, "regulated"]);
    for (const [account, , , layers] of rows.slice(0, -1)) {
      const made = Object.keys(stacks)
        .filter((id) => id.endsWith(`-${account!}`))
        .map((id) => id.slice(0, -account!.length - 1));

      expect([account, [...words(layers), ...always].sort()]).toEqual([account, made.sort()]);
    }
  });

  it("EN-302 EN-303 says what starts and who approves a deployment, as the values do", () => {
    const { byHand } = promotionOf(forAnyConfig(enterprise), {});
    const stated = table(README, "Deploying");

    expect(stated).toEqual(
      Object.entries(enterprise.environments).map(([account, { github }]) => [
        account,
        github.starts === "by-hand" ? "by hand" : "on merge",
        github.approval === "none" ? "nobody" : "one reviewer but the author",
        byHand[account]!.join(", "),
      ]),
    );
  });

  it("EN-012 lists the policies that bind somebody", () => {
    const made = Object.keys(controlPolicies(ORGANIZATION, MANAGEMENT));

    expect(table(README, "What nobody may do").map(([policy]) => policy)).toEqual([
      ...made,
      "data-residency",
    ]);
  });

  it("EN-015 lists the roles with their hours", () => {
    const rows = table(README, "Who may do what");

    expect(rows.map(([role]) => role)).toEqual([...Object.keys(PEOPLE.duties), "data-a … d"]);
    for (const [role, , hours] of rows.slice(0, -1)) {
      expect([role, Number(hours)]).toEqual([role, PEOPLE.duties[role as "admin"].sessionHours]);
    }
  });

  it("EN-025 EN-026 EN-028 asks what each project answers, by fields that exist", () => {
    const rows = table(README, "Questions that each project answers");
    const fields = rows.flatMap(([, where = ""]) =>
      [...where.matchAll(/`([a-zA-Z]+)[.:`]/g)].map(([, name]) => name!),
    );
    const known = [...Object.keys(ORGANIZATION), ...Object.keys(MANAGEMENT), "management", "accounts"];

    expect(rows.length).toBeGreaterThanOrEqual(12);
    expect(fields.length).toBeGreaterThanOrEqual(10);
    expect(fields.filter((field) => !known.includes(field))).toEqual([]);
  });

  it("EN-311 says what the design follows, under which terms, and that the project decides", () => {
    expect(README).toContain("the AWS design guideline of Future Corporation (CC BY 4.0)");
    expect(README).toMatch(/what holds in a project, the project decides/);
  });

  it("names commands of the project", () => {
    const { scripts } = JSON.parse(projectFile("package.json")) as { scripts: Record<string, string> };
    const named = [...README.matchAll(/npm run ([\w-]+)/g)].map(([, script]) => script!);

    expect(named.length).toBeGreaterThanOrEqual(4);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("links to files that exist", () => {
    const links = [...README.matchAll(/\]\((?!https:|#)([^)#]+)[^)]*\)/g)].map(([, target]) => target!);

    expect(links.length).toBeGreaterThanOrEqual(12);
    expect(links.filter((target) => !fs.existsSync(path.join(FOLDER, target)))).toEqual([]);
  });
});

describe("the page of decisions", () => {
  it("EN-027 lists each decision with its options and what is ruled out", () => {
    const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

    expect(table(DECISIONS_PAGE, "The table").map(([key, question, , out]) => [key, question, out])).toEqual(
      DECISIONS_TABLE.map(({ key, question, ruledOut }) => [
        code([key]),
        question,
        code(Object.keys(ruledOut)),
      ]),
    );
    for (const [key, , options = ""] of table(DECISIONS_PAGE, "The table")) {
      const { rules, alternatives, ruledOut } = DECISIONS_TABLE.find((each) => key === `\`${each.key}\``)!;
      const possible = [...rules.map(({ use }) => use), ...Object.keys(alternatives)];

      expect([key, [...options.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!).sort()]).toEqual([
        key,
        [...new Set(possible)].filter((use) => !(use in ruledOut)).sort(),
      ]);
    }
  });

  it("EN-227 EN-238 EN-242 EN-255 EN-256 EN-307 EN-310 says what no table can hold", () => {
    for (const said of [
      "23 thousand yen a month for ECS on EC2 (m7i.xlarge)",
      "waits in the job queue",
      "writes them into the database",
      "1,000,000 log groups",
      "5,000 PutLogEvents a second",
      "what is sensitive could not be kept apart",
      "One workflow with parameters serves all environments",
      "A pipeline with the basic cases alone is no choice",
    ]) {
      expect(DECISIONS_PAGE.replaceAll(/\s+/g, " ")).toContain(said);
    }
  });
});

describe("no account has", () => {
  it.each([
    ["EN-026", /^aws_controltower_/],
    ["EN-222 EN-236", /^aws_eks_/],
    ["EN-224", /^aws_apprunner_/],
    ["EN-231", /^aws_vpclattice_/],
    ["EN-233", /^aws_batch_/],
    ["EN-243", /^aws_mq_/],
    ["EN-299", /^aws_codecommit_/],
    ["EN-300", /^aws_(codepipeline|codebuild)/],
    ["EN-301", /^aws_codeartifact_/],
  ])("%s %s", (_row, type) => {
    const types = Object.values(stacks).flatMap(({ json }) => Object.keys(json["resource"] ?? {}));

    expect(types.length).toBeGreaterThan(100);
    expect(types.filter((each) => type.test(each))).toEqual([]);
  });
});
