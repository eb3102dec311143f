import { encode, ExtData } from "@msgpack/msgpack";
import {
  decodeBlock,
  Dynamic,
  encodeBlock,
  isUnknown,
  isWhollyKnown,
  UNKNOWN,
} from "../../../operations/rehearsal/provider/codec";
import { type Block, type CtyType, PLAIN_ATTRIBUTE } from "../../../operations/rehearsal/schema/types";

function block(types: Readonly<Record<string, CtyType>>, blocks: Block["blocks"] = []): Block {
  return {
    attributes: Object.entries(types).map(([name, type]) => ({ ...PLAIN_ATTRIBUTE, name, type })),
    blocks,
  };
}

describe("a value on the wire", () => {
  test.each([
    ["null", "string", null],
    ["a string", "string", "text"],
    ["a whole number", "number", 443],
    ["a fraction", "number", 0.25],
    ["a number beyond 2^53", "number", 9_007_199_254_740_993n],
    ["a number as decimal text", "number", "123456789012345678901234567890"],
    ["a list with nulls", ["list", "string"], ["a", null]],
    ["a map", ["map", "number"], { a: 1 }],
    ["an object", ["object", { a: "string", b: ["set", "bool"] }], { a: "x", b: [true] }],
  ] as const)("keeps %s", (_name, type, value) => {
    const schema = block({ it: type });
    expect(decodeBlock(encodeBlock({ it: value as never }, schema), schema)).toEqual({ it: value });
  });

  test("keeps what is unknown, refined or not", () => {
    const refined = new ExtData(12, new Uint8Array([0x81, 0x01, 0xc2]));
    const schema = block({ plain: "string", refined: "string", list: ["list", "string"] });
    const value = { plain: UNKNOWN, refined, list: ["a", UNKNOWN] };
    const back = decodeBlock(encodeBlock(value, schema), schema) as typeof value;
    expect(back).toEqual(value);
    expect(isUnknown(back.refined)).toBe(true);
    expect(isWhollyKnown(back)).toBe(false);
  });

  test("writes the plain unknown as Terraform does: extension 0 of one zero byte", () => {
    expect([...encodeBlock({ it: UNKNOWN }, block({ it: "string" })).msgpack!]).toEqual([
      0x81, 0xa2, 0x69, 0x74, 0xd4, 0x00, 0x00,
    ]);
  });

  test("keeps the type of a dynamic value", () => {
    const schema = block({ it: "dynamic" });
    const type = Buffer.from(JSON.stringify(["object", { a: "string" }]));
    const back = decodeBlock(encodeBlock({ it: new Dynamic(type, { a: "x" }) }, schema), schema) as {
      it: Dynamic;
    };
    expect(back.it.value).toEqual({ a: "x" });
    expect(Buffer.from(back.it.type).toString()).toBe(type.toString());
  });

  test("has every attribute: missing ones null, absent lists of blocks empty, absent single blocks null", () => {
    const inner = block({ a: "string" });
    const schema = block({ it: "string" }, [
      { name: "many", nesting: "list", minItems: 0, maxItems: 0, block: inner },
      { name: "set", nesting: "set", minItems: 0, maxItems: 0, block: inner },
      { name: "one", nesting: "single", minItems: 0, maxItems: 0, block: inner },
    ]);
    expect(decodeBlock(encodeBlock({}, schema), schema)).toEqual({ it: null, many: [], set: [], one: null });
  });

  test("is nothing at all when the object is null", () => {
    const schema = block({ it: "string" });
    expect(decodeBlock({ msgpack: encode(null) }, schema)).toBeNull();
  });
});
