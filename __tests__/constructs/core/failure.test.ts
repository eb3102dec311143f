import { StrataError } from "../../../constructs/core/errors";
import { failureText } from "../../../constructs/core/failure";

describe("failureText", () => {
  it("is the message alone for what the reader can mend", () => {
    expect(failureText(new StrataError("a: is wrong, got 1; mend it"), false)).toBe(
      "a: is wrong, got 1; mend it",
    );
  });

  it("is the message alone for validations that cdktf collected", () => {
    expect(failureText(new Error("Validation failed with the following errors:\n  [a] b"), false)).toBe(
      "Validation failed with the following errors:\n  [a] b",
    );
  });

  it("has the trace under verbose", () => {
    expect(failureText(new StrataError("a"), true)).toMatch(/^StrataError: a\n\s+at /);
  });

  it("has the trace for what nobody foresaw", () => {
    expect(failureText(new TypeError("x is not a function"), false)).toMatch(
      /^TypeError: x is not a function\n\s+at /,
    );
  });

  it("tells what was thrown when it was no error", () => {
    expect(failureText("nothing", false)).toBe("nothing");
  });
});
