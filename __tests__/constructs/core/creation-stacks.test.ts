import { withoutCreationStacks } from "../../../constructs/core/creation-stacks";

/** The stack that V8 records for an object when it is asked to. */
function recorded(): string | undefined {
  const target: { stack?: string } = {};
  Error.captureStackTrace(target);
  return target.stack;
}

describe("withoutCreationStacks", () => {
  it("records nothing while it builds, and everything afterwards", () => {
    expect(withoutCreationStacks(recorded)).toBeUndefined();
    expect(recorded()).toContain("recorded");
  });

  it("records again after a build that failed, and leaves the failure its trace", () => {
    const fail = () =>
      withoutCreationStacks(() => {
        throw new Error("no such thing");
      });
    let failure: unknown;
    try {
      fail();
    } catch (error) {
      failure = error;
    }
    expect((failure as Error).stack).toContain("creation-stacks.test");
    expect(recorded()).toContain("recorded");
  });
});
