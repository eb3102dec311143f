type Tokens = Readonly<Record<"stringTokenMap" | "numberTokenMap", Map<unknown, unknown>>>;

/**
 * Runs a synchronous build and forgets the tokens that it made. cdktf knows every token of a process for ever, and each
 * leads to its whole app: without this, nothing that was synthesized is ever let go.
 *
 * Nothing that the build made may be synthesized afterwards. Where cdktf keeps its tokens elsewhere, all are kept.
 *
 * @returns what the build returns
 */
export function forgettingTokens<Result>(build: () => Result): Result {
  const before = tokenMaps().map((tokens) => new Set(tokens.keys()));
  try {
    return build();
  } finally {
    tokenMaps().forEach((tokens, index) => {
      for (const key of tokens.keys()) {
        if (!before[index]?.has(key)) {
          tokens.delete(key);
        }
      }
    });
  }
}

function tokenMaps(): readonly Map<unknown, unknown>[] {
  const { __cdktfTokenMap: known } = globalThis as { readonly __cdktfTokenMap?: Partial<Tokens> };
  return [known?.stringTokenMap ?? new Map(), known?.numberTokenMap ?? new Map()];
}
