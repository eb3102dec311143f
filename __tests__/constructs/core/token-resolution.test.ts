import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  App,
  DefaultTokenResolver,
  Fn,
  Lazy,
  StringConcat,
  TerraformLocal,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { resolvingTokensOnly } from "../../../constructs/core/token-resolution";
import { withoutCreationStacks } from "../../../constructs/core/creation-stacks";
import { build } from "../../../systems/build";
import { SYSTEM_IDS } from "../../../systems/registry";
import { select } from "../../../systems/selection";

const OUTDIR = fs.mkdtempSync(path.join(os.tmpdir(), "strata-tokens-"));
afterAll(() => {
  fs.rmSync(OUTDIR, { recursive: true });
});

const app = new App({ outdir: OUTDIR });
const stack = new TerraformStack(app, "own");
const local = new TerraformLocal(stack, "name", "value");
const foreign = new TerraformLocal(new TerraformStack(app, "other"), "name", "value");

const resolve = (value: unknown, preparing = false): unknown =>
  Tokenization.resolve(value, {
    scope: stack,
    preparing,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });
const ours = (value: unknown): unknown => resolvingTokensOnly(stack, () => resolve(value));

describe("resolvingTokensOnly", () => {
  it.each([
    ["plain values", { a: "text", b: 1, c: true, d: null, e: [1, "two", { three: 3 }] }],
    ["what is undefined", { a: undefined, b: [undefined, 1], c: { d: undefined } }],
    ["empty records and lists", { a: {}, b: [] }],
    ["what looks like a number token", { a: "1e+2", b: "-1.5e+289x", c: 1e300, d: Infinity }],
    ["Terraform's own expressions", '${aws_vpc.main.id} $${literal} ${upper("x")}'],
    ["string tokens", { a: local.asString, b: `before ${local.asString} after ${local.asString}` }],
    ["tokens within expressions of Terraform", `\${upper(${local.asString})}`],
    ["number tokens", { a: local.asNumber, b: `port ${String(local.asNumber)}` }],
    ["list tokens", { a: local.asList, b: [local.asString] }],
    ["number list tokens", { a: Token.asNumberList(local.expression) }],
    ["map tokens", { a: Token.asStringMap({ b: "c" }), d: Token.asAnyMap(local.expression) }],
    ["tokens in keys", { [local.asString]: 1, "${data.x.y}": 2 }],
    ["resolvables", { a: Lazy.anyValue({ produce: () => ({ b: local.asString }) }), c: Fn.join("-", ["a"]) }],
    ["dates", new Date(0)],
  ])("gives what cdktf gives for %s", (_, value) => {
    const expected = resolve(value);

    expect(JSON.stringify(ours(value))).toBe(JSON.stringify(expected));
    expect(ours(value)).toEqual(expected);
  });

  const circular: Record<string, unknown> = {};
  circular["self"] = circular;

  it.each([
    ["a function", { a: [{ b: () => 1 }] }],
    ["a construct", { a: { b: local } }],
    ["a circle", circular],
    ["a list token in a string", { a: Token.asList(local.expression)[0] }],
    ["a list token beside others", { a: [...local.asList, "other"] }],
    ["a number of a map token", { a: -123456789 }],
    ["a string of a map token", { a: "String Map Token Value" }],
    ["an unknown token", { a: "${TfToken[TOKEN.987654321]}" }],
  ])("refuses %s in cdktf's words", (_, value) => {
    const message = (step: () => unknown): string => {
      try {
        step();
      } catch (error) {
        return (error as Error).message;
      }
      return "was accepted";
    };
    const expected = message(() => resolve(value));

    expect(expected).not.toBe("was accepted");
    expect(message(() => ours(value))).toBe(expected);
  });

  it("resolves a token once, however often it occurs", () => {
    let times = 0;
    const counted = Lazy.stringValue({ produce: () => String((times += 1)) });

    expect(ours({ a: counted, b: counted })).toEqual({ a: "1", b: "1" });
    expect(times).toBe(1);
  });

  it("finds references to other stacks when it prepares, and leaves those of the stack alone", () => {
    const makes = jest.spyOn(app, "crossStackReference");
    const other = foreign.asString;

    resolvingTokensOnly(stack, () => resolve({ own: local.asString, other }, true));

    expect(makes.mock.calls.map(([from, to]) => [from.node.id, to.node.id])).toEqual([["other", "own"]]);
    expect(ours(other)).toMatch(/^\$\{data\.terraform_remote_state\..+\}$/);
  });

  it("leaves cdktf's resolver as it was, also after a failure", () => {
    const before = Object.getOwnPropertyDescriptor(Tokenization, "resolve");

    expect(() => resolvingTokensOnly(stack, () => resolve(() => 1))).toThrow("Trying to resolve");

    expect(Object.getOwnPropertyDescriptor(Tokenization, "resolve")).toEqual(before);
  });
});

describe.each(SYSTEM_IDS)("the workspaces of %s", (system) => {
  it("are what cdktf's own preparation and rendering make of them", async () => {
    const selection = await select({ SYSTEM: system });
    const synthesized = withoutCreationStacks(() => {
      const outdir = fs.mkdtempSync(path.join(OUTDIR, "system-"));
      const whole = build(selection, { outdir, variables: {} });
      whole.synth();
      return whole;
    });

    const stacks = synthesized.node.children.filter((child) => TerraformStack.isStack(child));
    stacks.forEach((each) => {
      TerraformStack.prototype.prepareStack.call(each);
    });
    for (const each of stacks) {
      const file = path.join(synthesized.outdir, "stacks", each.node.id, "cdk.tf.json");
      const { "//": written, ...body } = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, object>;
      const { "//": expected, ...expectedBody } = TerraformStack.prototype.toTerraform.call(each) as Record<
        string,
        object
      >;

      expect(body).toEqual(JSON.parse(JSON.stringify(expectedBody)));
      expect(written).toMatchObject(JSON.parse(JSON.stringify(expected)) as object);
    }
  });
});
