import fs from "node:fs";
import path from "node:path";
import { projectFile } from "../../../systems/project-file";
import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

const README = projectFile("systems/openwan/README.md");
const FOLDER = path.join(__dirname, "../../../systems/openwan");

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(async () => {
  stacks = await synthesizeSystem("openwan");
});

/** The groups of every match, which are at least as many as the README had when this was written. */
function mentions(pattern: RegExp, atLeast: number): readonly (readonly string[])[] {
  const found = [...README.matchAll(pattern)].map(([, ...groups]) => groups);
  expect(found.length).toBeGreaterThanOrEqual(atLeast);
  return found;
}

describe("the README of openwan", () => {
  it("names commands of the project", () => {
    const { scripts } = JSON.parse(projectFile("package.json")) as { scripts: Record<string, string> };
    for (const [script] of mentions(/npm run ([\w-]+)/g, 4)) {
      expect(Object.keys(scripts)).toContain(script);
    }
  });

  it("OW-318 deploys and destroys stacks that exist, with all that they need or by themselves", () => {
    for (const [list, options] of mentions(
      /npx cdktf (?:deploy|destroy)((?: [a-z]+-(?:dev|prod))+)([^`\n]*)/g,
      5,
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
    }
  });

  it("OW-318 deploys every stack before it is done", () => {
    const deployed = mentions(/npx cdktf deploy((?: [a-z]+-dev)+)/g, 4).flatMap(([list]) =>
      list!.trim().split(" "),
    );
    const all = Object.keys(stacks).filter((id) => id.endsWith("-dev") && id !== "state-dev");

    expect([...new Set(deployed)].sort()).toEqual(all.sort());
  });

  it("OW-319 OW-320 OW-321 reads outputs that exist", () => {
    for (const [stack, name] of mentions(/stacks\/([a-z]+-[a-z]+) output -raw (\w+)/g, 3)) {
      expect(Object.keys(stacks[stack!]!.json["output"]!)).toContain(name);
    }
  });

  it("OW-321 lists the outputs that layers publish for people", () => {
    const table = mentions(/^\| ((?:`\w+`(?:, )?)+) +\| `(\w+)` +\|$/gm, 9);
    for (const [names, layer] of table) {
      const published = Object.keys(stacks[`${layer!}-dev`]!.json["output"]!);
      for (const [, name] of names!.matchAll(/`(\w+)`/g)) {
        expect(published).toContain(name);
      }
    }
  });

  it("OW-315 OW-316 OW-317 says what has to be there before", () => {
    for (const prerequisite of [
      "AWS account",
      "administrator",
      "AWS CLI",
      "Terraform 1.11",
      "Docker",
      "a domain whose hosted zone is in Route 53",
    ]) {
      expect(README).toContain(prerequisite);
    }
  });

  it("OW-318 OW-319 OW-320 OW-321 goes through the checklist's twenty steps, of which two stay with people", () => {
    const steps = mentions(/^\| (\d+) +\| [^|]+\| ([^|]+)\|/gm, 20);

    expect(steps.map(([number]) => Number(number))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(steps.filter(([, does]) => does!.includes("**by hand**")).map(([number]) => number)).toEqual([
      "8",
      "19",
    ]);
    for (const [, does] of steps) {
      for (const [, layer] of does!.matchAll(/`([a-z]+)`/g)) {
        expect(Object.keys(stacks)).toContain(`${layer!}-dev`);
      }
    }
  });

  it("OW-118 OW-119 OW-120 OW-121 OW-195 OW-196 OW-200 OW-227 OW-230 OW-231 OW-235 OW-303 OW-307 OW-D48 says what is not built", () => {
    for (const absent of [
      "**EKS.**",
      "query cache",
      "path of the slow query log",
      "`save`, `appendonly`, `appendfsync`",
      "`cluster-node-timeout`",
      "X-Ray's own default rule",
      "application's code",
      "counts neither replicas nor bastion",
    ]) {
      expect(README).toContain(absent);
    }
  });

  it("links to files that exist", () => {
    for (const [target] of mentions(/\]\((?!https:|#)([^)#]+)[^)]*\)/g, 15)) {
      expect([target, fs.existsSync(path.join(FOLDER, target!))]).toEqual([target, true]);
    }
  });

  it("names things as they are", () => {
    const text = JSON.stringify(Object.values(stacks).map(({ json }) => json));
    for (const name of [
      "openwan-cluster",
      "openwan-backend",
      "openwan-worker",
      "openwan/database/password",
      "/ecs/openwan-backend",
      "/aws/alb/openwan",
      "aws-waf-logs-openwan",
      "openwan-transcoding-dlq",
    ]) {
      expect(README).toContain(name);
      expect(text).toContain(name);
    }
  });
});
