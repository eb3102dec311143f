import fs from "node:fs";
import path from "node:path";
import { projectFile } from "../../../systems/project-file";
import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

const README = projectFile("systems/serverless-web/README.md");
const FOLDER = path.join(__dirname, "../../../systems/serverless-web");

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(async () => {
  stacks = await synthesizeSystem("serverless-web");
});

/** The groups of every match, which are at least as many as the README had when this was written. */
function mentions(pattern: RegExp, atLeast: number): readonly (readonly string[])[] {
  const found = [...README.matchAll(pattern)].map(([, ...groups]) => groups);
  expect(found.length).toBeGreaterThanOrEqual(atLeast);
  return found;
}

describe("the README of serverless-web", () => {
  // `npm run build` is the application's.
  it("names commands of the project", () => {
    const { scripts } = JSON.parse(projectFile("package.json")) as { scripts: Record<string, string> };
    for (const [script] of mentions(/npm run (?!build`)([\w-]+)/g, 3)) {
      expect(Object.keys(scripts)).toContain(script);
    }
  });

  it("deploys and destroys stacks that exist, with all that they need or by themselves", () => {
    for (const [list, options] of mentions(
      /npx cdktf (?:deploy|destroy)((?: [a-z]+-(?:dev|prod))+)([^`\n]*)/g,
      6,
    )) {
      const named = list!.trim().split(" ");
      const needed = named.flatMap((stack) =>
        Object.keys(stacks[stack]!.json["data"]?.["terraform_remote_state"] ?? {}).map((id) =>
          id.replace("cross-stack-reference-input-", ""),
        ),
      );
      const missing = needed.filter((stack) => !named.includes(stack));
      expect(options).toContain(
        missing.length > 0 ? "--ignore-missing-stack-dependencies" : "--parallelism 1",
      );
      expect(missing.length > 0 ? named.length : 1).toBe(1);
    }
  });

  it("reads outputs that exist", () => {
    for (const [stack, name] of mentions(/stacks\/([a-z]+-[a-z]+) output -raw (\w+)/g, 4)) {
      expect(Object.keys(stacks[stack!]!.json["output"]!)).toContain(name);
    }
  });

  it("names tests that exist", () => {
    const cells = mentions(/`(\w+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g, 24);
    for (const [file, quoted] of cells) {
      const source = fs.readFileSync(path.join(__dirname, file!), "utf8");
      for (const [, name] of quoted!.matchAll(/"([^"]+)"/g)) {
        // A title stands as such, or in the first column of the table that its test runs over.
        expect([file, name, new RegExp(`["\`]${name!}[ ",:]`).test(source)]).toEqual([file, name, true]);
      }
    }
  });

  it("links to files that exist", () => {
    for (const [target] of mentions(/\]\((?!https:)([^)#]+)[^)]*\)/g, 15)) {
      expect([target, fs.existsSync(path.join(FOLDER, target!))]).toEqual([target, true]);
    }
  });

  it("names roles, groups and parameters as they are", () => {
    const text = JSON.stringify(Object.values(stacks).map(({ json }) => json));
    for (const name of [
      "/aurora/credentials",
      "/aws/ecs/backend-service",
      "/aws/ecs/exec-sessions",
      "/serverless-web/dev/images/backend",
      "serverless-web-dev-backend-log-errors",
      "monitoring-topic",
      "cloudwatch-logs/",
      "?ERROR ?Error ?error",
    ]) {
      expect(README).toContain(name.replace("images/backend", "images/$image"));
      expect(text).toContain(name);
    }
  });
});
