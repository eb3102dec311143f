import { formatProblem } from "../../../constructs/core/errors";
import { decide, type Decision, type Facts } from "../../../operations/bootstrap/decide";

const NAMES = {
  stack: "state-dev",
  bucket: "states",
  directory: "WORK",
  command: "npm run bootstrap -- dev",
};

const next = (facts: Facts): Decision => decide(facts, NAMES);
const own = { adoption: "unwanted", verified: false } as const;

test.each([
  ["nothing is there", { remote: "no-bucket", local: "none" }, "create"],
  ["an apply was cut off before the bucket", { remote: "no-bucket", local: "unfinished" }, "create"],
  ["an apply was cut off after the bucket", { remote: "no-state", local: "unfinished" }, "create"],
  ["all is made", { remote: "no-state", local: "finished" }, "move"],
] as const)("when %s", (_when, facts, step) => {
  expect(next({ ...facts, ...own })).toBe(step);
});

test.each([
  ["the state is there", { remote: "state", local: "none", verified: false }, "verify"],
  ["the state is there and its copy, too", { remote: "state", local: "moved", verified: false }, "verify"],
  ["the copy is no longer needed", { remote: "state", local: "moved", verified: true }, "clean-up"],
  ["the state is there and has been proved", { remote: "state", local: "none", verified: true }, "done"],
] as const)("when %s", (_when, facts, step) => {
  expect(next({ adoption: "unwanted", ...facts })).toBe(step);
});

describe("taking over", () => {
  test.each([
    { remote: "no-bucket", local: "none" },
    { remote: "no-bucket", local: "unfinished" },
    { remote: "no-state", local: "none" },
    { remote: "no-state", local: "unfinished" },
  ] as const)("comes first when it is wanted: %j", (facts) => {
    expect(next({ ...facts, verified: false, adoption: "wanted" })).toBe("adopt");
  });

  test("is not needed when all is made", () => {
    expect(next({ remote: "no-state", local: "finished", verified: false, adoption: "wanted" })).toBe("move");
  });

  test("is not needed when the state is there", () => {
    expect(next({ remote: "state", local: "none", verified: false, adoption: "wanted" })).toBe("verify");
  });

  test.each(["no-bucket", "no-state"] as const)("is followed by making the rest: %s", (remote) => {
    expect(next({ remote, local: "none", verified: false, adoption: "done" })).toBe("create");
    expect(next({ remote, local: "unfinished", verified: false, adoption: "done" })).toBe("create");
  });
});

describe("a person decides", () => {
  const refusal = (facts: Facts): string => {
    const decision = next(facts);
    return typeof decision === "string" ? decision : formatProblem(decision);
  };

  test("about a bucket that nobody remembers", () => {
    expect(refusal({ remote: "no-state", local: "none", ...own })).toBe(
      "bucket states: must hold the state of state-dev, or not exist yet, " +
        "got a bucket without that state, and no work folder of an earlier run; if an earlier run made it, run " +
        "npm run bootstrap -- dev --adopt to take over bucket, table and key; else choose another bucket",
    );
  });

  test("about a bucket that was made and is not seen", () => {
    expect(refusal({ remote: "no-bucket", local: "finished", ...own })).toBe(
      "bucket states: must be reachable: the local state in WORK has made it, got nothing; " +
        "wait a minute, for a new bucket is not seen everywhere at once, and run the bootstrap again",
    );
  });

  test.each([true, false])("about two states that differ (verified: %s)", (verified) => {
    expect(refusal({ remote: "state", local: "different", adoption: "unwanted", verified })).toBe(
      "WORK: must hold nothing that the state of state-dev in bucket states does not know, " +
        "got a local state with other resources; compare it with terraform -chdir=WORK/remote state pull; " +
        "remove the folder when the remote state is the right one",
    );
  });
});
