import fs from "node:fs";
import path from "node:path";
import {
  isContained,
  parseState,
  readLocalState,
  type State,
} from "../../../operations/bootstrap/state-file";
import { temporaryFolder } from "../../support/terraform";

function stateText(ids: Readonly<Record<string, string>>, lineage = "l", status?: string): string {
  const resources = Object.entries(ids).map(([name, id]) => ({
    mode: "managed",
    type: "aws_s3_bucket",
    name,
    instances: [{ attributes: { id }, ...(status === undefined ? {} : { status }) }],
  }));
  return JSON.stringify({ version: 4, lineage, resources });
}

function state(ids: Readonly<Record<string, string>>): State {
  return parseState(stateText(ids)) ?? { instances: new Map() };
}

test("a state's resources are known by their addresses", () => {
  expect([...state({ a: "1" }).instances]).toEqual([
    ["aws_s3_bucket.a", { attributes: { id: "1" }, tainted: false }],
  ]);
});

test("what Terraform was cut off in is tainted", () => {
  expect(parseState(stateText({ a: "1" }, "l", "tainted"))?.instances.get("aws_s3_bucket.a")?.tainted).toBe(
    true,
  );
});

test("the blank state that Terraform shows where there is none is none", () => {
  expect(parseState(stateText({}, ""))).toBeUndefined();
});

test("an empty state is a state", () => {
  expect(parseState(stateText({}))?.instances.size).toBe(0);
});

test.each([
  ["the same", { a: "1" }, { a: "1" }, true],
  ["a part", { a: "1" }, { a: "1", b: "2" }, true],
  ["nothing", {}, { a: "1" }, true],
  ["another id", { a: "1" }, { a: "2" }, false],
  ["something more", { a: "1", b: "2" }, { a: "1" }, false],
])("a state contains %s", (_what, part, whole, contained) => {
  expect(isContained(state(part), state(whole))).toBe(contained);
});

describe("a local state", () => {
  const file = (text: string): string => {
    const name = path.join(temporaryFolder(), "local.tfstate");
    fs.writeFileSync(name, text);
    return name;
  };

  test.each(["", "\n", stateText({})])("that knows nothing is none: %j", (text) => {
    expect(readLocalState(file(text))).toBeUndefined();
  });

  test("that does not exist is none", () => {
    expect(readLocalState(path.join(temporaryFolder(), "none"))).toBeUndefined();
  });

  test("that was cut off is refused with the way back", () => {
    const name = file('{"version":4,');

    expect(() => readLocalState(name)).toThrow(
      `${name}: must be a Terraform state, got text that is no JSON; put ${name}.backup in its place; ` +
        "without one, remove it and run the bootstrap with --adopt",
    );
  });
});
