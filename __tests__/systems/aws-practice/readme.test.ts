import fs from "node:fs";
import path from "node:path";
import { projectFile } from "../../../systems/project-file";
import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";
import { MANAGEMENT } from "../../../systems/aws-practice/config";
import { synthesizeWith } from "./composed";

const README = projectFile("systems/aws-practice/README.md");
const FOLDER = path.join(__dirname, "../../../systems/aws-practice");

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(async () => {
  stacks = { ...(await synthesizeSystem("aws-practice")), ...synthesizeWith({ management: MANAGEMENT }) };
});

/** The groups of every match, which are at least as many as the README had when this was written. */
function mentions(pattern: RegExp, atLeast: number): readonly (readonly string[])[] {
  const found = [...README.matchAll(pattern)].map(([, ...groups]) => groups);
  expect(found.length).toBeGreaterThanOrEqual(atLeast);
  return found;
}

describe("the README of aws-practice", () => {
  // What no resource can show: the steps that stay manual, and how operators work.
  it.each([
    [
      "AP-002 AP-009 AP-010 AP-011 AP-012 AP-D01",
      "permission sets `aws-practice-stg` and\n   `aws-practice-prd`",
    ],
    ["AP-003", "Register an MFA device for that user"],
    ["AP-004 AP-005 AP-006 AP-007 AP-008", "with the role `OrganizationAccountAccessRole`"],
    ["AP-015", "at the access portal with user, password and MFA, and choose the account"],
    ["AP-016", "The root users are not used again"],
    ["AP-017", "Unless said otherwise, that is\n   aws-practice-stg"],
    [
      "AP-019 AP-020 AP-021 AP-022 AP-023 AP-D02",
      "`aws-practice-terraform-stg` without console access and without MFA",
    ],
    ["AP-022", "keep\n   its csv out of every repository"],
    ["AP-024", "Install the AWS CLI (`brew install awscli`)"],
    ["AP-025", "replaces `default`, with region `ap-northeast-1` and output `json`"],
    ["AP-026", "cp systems/aws-practice/.envrc.example .envrc"],
    ["AP-027", "aws iam list-users --output table"],
    ["AP-061 AP-D12", "the NAT's public address is another one every time"],
    ["AP-062", 'aws ec2 stop-instances --instance-ids "$NAT"'],
    ["AP-063 AP-129", 'aws ssm start-session --target "$NAT"'],
    ["AP-067", "when a task of the API starts, as its image comes through it"],
    ["AP-097", "aws secretsmanager get-secret-value --secret-id rds-main-stg"],
    ["AP-098", "aws rds stop-db-instance --db-instance-identifier aws-practice-stg"],
    ["AP-099 AP-D14", "The first stop is yours"],
    ["AP-109 AP-D13", "Terraform lets the later value stand"],
    ["AP-118 AP-119 AP-120 AP-125", "`make publish-image ENV=stg DOCKERFILE_DIR=./api` | all three"],
    ["AP-124", "An ARM64 task would cost less than X86_64"],
  ])("%s says %j", (_rows, sentence) => {
    const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
    expect(flat(README)).toContain(flat(sentence));
  });

  it("names commands of the project and targets of the Makefile", () => {
    const { scripts } = JSON.parse(projectFile("package.json")) as { scripts: Record<string, string> };
    for (const [script] of mentions(/npm run ([\w-]+)/g, 4)) {
      expect(Object.keys(scripts)).toContain(script);
    }
    const targets = [...projectFile("systems/aws-practice/Makefile").matchAll(/^([a-z-]+):/gm)].map(
      ([, target]) => target,
    );
    for (const [target] of mentions(/`make ([a-z-]+) ENV/g, 5)) {
      expect(targets).toContain(target);
    }
  });

  it("deploys and destroys stacks that exist, with all that they need or by themselves", () => {
    for (const [list, options] of mentions(
      /npx cdktf (?:deploy|destroy)((?: [a-z]+-(?:stg|prd|management))+)([^`\n]*)/g,
      6,
    )) {
      const named = list!.trim().split(" ");
      const needed = named.flatMap((stack) =>
        Object.keys(stacks[stack]!.json["data"]?.["terraform_remote_state"] ?? {}).map((id) =>
          id.replace("cross-stack-reference-input-", ""),
        ),
      );
      const missing = needed.filter((stack) => !named.includes(stack));
      expect([list, options]).toEqual([
        list,
        expect.stringContaining(
          missing.length > 0 ? "--ignore-missing-stack-dependencies" : "--parallelism 1",
        ),
      ]);
      expect(missing.length > 0 ? named.length : 1).toBe(1);
    }
  });

  it("reads outputs that exist, and imports an address that does", () => {
    for (const [stack, name] of mentions(/stacks\/([a-z]+-[a-z]+) output -raw (\w+)/g, 4)) {
      expect(Object.keys(stacks[stack!]!.json["output"]!)).toContain(name);
    }
    for (const [type, address] of mentions(/terraform import (\w+)\.([\w-]+)/g, 1)) {
      expect(stacks["identity-management"]!.ids(type!)).toContain(address);
    }
    for (const [type, address] of mentions(/-replace=(\w+)\.([\w-]+)/g, 1)) {
      expect(stacks["network-stg"]!.ids(type!)).toContain(address);
    }
  });

  it("names tests that exist", () => {
    for (const [file, quoted] of mentions(/`(\w+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g, 11)) {
      const source = fs.readFileSync(path.join(__dirname, file!), "utf8");
      for (const [, name] of quoted!.matchAll(/"([^"]+)"/g)) {
        expect([file, name, source.includes(`"${name!} `)]).toEqual([file, name, true]);
      }
    }
  });

  it("links to files that exist", () => {
    for (const [target] of mentions(/\]\((?!https:|#)([^)#]+)[^)]*\)/g, 15)) {
      expect([target, fs.existsSync(path.join(FOLDER, target!))]).toEqual([target, true]);
    }
  });
});

/** Numbers of the rows that a text names. */
const rowsIn = (text: string): readonly number[] =>
  [...text.matchAll(/AP-(\d{3})\b/g)].map(([, row]) => Number(row));

it("every row of the requirements, AP-001 to AP-135, stands in the name of a test", () => {
  const named = fs
    .readdirSync(__dirname)
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => fs.readFileSync(path.join(__dirname, file), "utf8").split("\n"))
    .filter((line) => !line.includes("every row of the requirements"))
    .flatMap(rowsIn);
  const rows = Array.from({ length: 135 }, (_, index) => index + 1);
  expect(rows.filter((row) => !named.includes(row))).toEqual([]);
});
