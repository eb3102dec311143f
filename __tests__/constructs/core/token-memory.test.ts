import { Lazy, Token } from "cdktf";
import { forgettingTokens } from "../../../constructs/core/token-memory";

const token = (): string => Lazy.stringValue({ produce: () => "value" });

describe("forgettingTokens", () => {
  it("forgets the tokens of the build, strings and numbers alike, and keeps those from before", () => {
    const kept = token();
    const [text, number] = forgettingTokens(() => [token(), Token.asNumber({ resolve: () => 1 })] as const);

    expect(Token.isUnresolved(kept)).toBe(true);
    expect(known("stringTokenMap").some((key) => kept.includes(key))).toBe(true);
    expect(known("stringTokenMap").some((key) => text.includes(key))).toBe(false);
    expect(Token.isUnresolved(number)).toBe(true);
    expect(known("numberTokenMap")).toEqual([]);
  });

  it("forgets them after a build that failed, too", () => {
    let made = "";
    expect(() =>
      forgettingTokens(() => {
        made = token();
        throw new Error("no such thing");
      }),
    ).toThrow("no such thing");

    expect(known("stringTokenMap").some((key) => made.includes(key))).toBe(false);
  });
});

function known(map: "stringTokenMap" | "numberTokenMap"): string[] {
  const { __cdktfTokenMap } = globalThis as unknown as {
    readonly __cdktfTokenMap: Readonly<Record<string, Map<string | number, unknown>>>;
  };
  return [...__cdktfTokenMap[map]!.keys()].map((key) => `[${String(key)}]`);
}
