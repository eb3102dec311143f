import { projectFile } from "../../../systems/project-file";
import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

const README = projectFile("systems/ecs-web/README.md");

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(async () => {
  stacks = await synthesizeSystem("ecs-web");
});

const outputsOf = (stack: string): readonly string[] =>
  Object.keys(stacks[stack]?.json["output"] ?? {}).filter((name) => !name.startsWith("to-other-stacks"));

describe("the README of ecs-web", () => {
  test("deploys stacks that exist, with all that they need", () => {
    const commands = [...README.matchAll(/npx cdktf deploy((?: [a-z]+-dev)+) --parallelism 1/g)];

    expect(commands).toHaveLength(3);
    for (const [, list] of commands) {
      const named = list!.trim().split(" ");
      const needed = named.flatMap((stack) =>
        Object.keys(stacks[stack]!.json["data"]?.["terraform_remote_state"] ?? {}).map((id) =>
          id.replace("cross-stack-reference-input-", ""),
        ),
      );
      expect(needed.filter((stack) => !named.includes(stack))).toEqual([]);
    }
  });

  test("names the layers that there are", () => {
    const rows = [...README.matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, layer]) => `${layer}-dev`);

    expect(rows.sort()).toEqual(
      Object.keys(stacks)
        .filter((id) => id.endsWith("-dev"))
        .sort(),
    );
  });

  test("names the outputs that there are, in dev and in prod", () => {
    const rows = [...README.matchAll(/^\| `([a-z]+)-<environment>` +\| (.*?) *\|$/gm)];

    expect(rows).toHaveLength(6);
    for (const [, layer, cell] of rows) {
      const [everywhere = "", inProd = ""] = cell!.split("prod:");
      const names = (text: string) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      expect([...names(everywhere)].sort()).toEqual([...outputsOf(`${layer}-dev`)].sort());
      expect([...names(everywhere), ...names(inProd)].sort()).toEqual([...outputsOf(`${layer}-prod`)].sort());
    }
  });

  test("reads outputs that exist", () => {
    const read = [...README.matchAll(/stacks\/([a-z]+-dev) output -raw (\w+)/g)];

    expect(read).toHaveLength(4);
    for (const [, stack, name] of read) {
      expect(outputsOf(stack!)).toContain(name);
    }
  });
});
