/** Something that has to wait for others of its kind. */
interface Ordered {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/**
 * Runs a task for every item once the tasks of its dependencies have succeeded, as many at once as `width` allows.
 *
 * Items that depend on a failed one are never started. The first exception ends the run once what is under way has
 * ended.
 *
 * @param items - each after those that it depends on; dependencies outside of the list count as done
 * @param task - resolves to whether it succeeded
 */
export async function inDependencyOrder<Item extends Ordered>(
  items: readonly Item[],
  width: number,
  task: (item: Item) => Promise<boolean>,
): Promise<void> {
  const waiting = new Set(items);
  const names = new Set(items.map(({ name }) => name));
  const succeeded = new Set<string>();
  const running = new Set<Promise<void>>();
  let thrown: { readonly error: unknown } | undefined;
  const ready = (): Item | undefined =>
    [...waiting].find(({ dependencies }) =>
      dependencies.every((name) => !names.has(name) || succeeded.has(name)),
    );
  const start = (item: Item): void => {
    waiting.delete(item);
    const run: Promise<void> = task(item)
      .then((ok) => {
        if (ok) {
          succeeded.add(item.name);
        }
      })
      .catch((error: unknown) => {
        thrown ??= { error };
      })
      .finally(() => running.delete(run));
    running.add(run);
  };
  for (;;) {
    for (let next = ready(); next !== undefined && running.size < width && !thrown; next = ready()) {
      start(next);
    }
    if (running.size === 0) {
      break;
    }
    await Promise.race(running);
  }
  if (thrown) {
    throw thrown.error;
  }
}
