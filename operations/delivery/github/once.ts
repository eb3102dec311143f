import type { GitHub } from "./client";

/** Something that exists once, found again by what it says. */
export interface OneOfAKind<T> {
  /** Looks for it. */
  readonly find: () => Promise<T | undefined>;
  /** Makes it. */
  readonly create: () => Promise<T>;
}

/**
 * Finds something or makes it. When GitHub fails while it is made nobody knows whether it was: then it is looked for
 * before it is made again, so that there is never a second one.
 */
export async function findOrCreate<T>(
  { patience }: GitHub,
  { find, create }: OneOfAKind<T>,
): Promise<{ readonly found: T; readonly isNew: boolean }> {
  for (let attempt = 0; ; attempt += 1) {
    const found = await find();
    if (found !== undefined) {
      return { found, isNew: false };
    }
    try {
      return { found: await create(), isNew: true };
    } catch (error) {
      const { status } = error as { readonly status?: number };
      if ((status !== undefined && status < 500) || attempt >= patience.retries) {
        throw error;
      }
      await patience.sleep(patience.pauseMilliseconds * 2 ** attempt);
    }
  }
}
