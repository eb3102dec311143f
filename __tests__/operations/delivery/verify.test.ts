import {
  approvedDestroys,
  approvedPlans,
  unapprovedDestroys,
} from "../../../operations/delivery/deploy/approvals";
import { unreviewed } from "../../../operations/delivery/deploy/verify";
import type { AttributeChange } from "../../../operations/delivery/plan/differences";
import { fingerprintOf, type ResourceChange } from "../../../operations/delivery/plan/stack-plan";
import { planOf } from "../../support/delivery-fixture/plans";
import { refusalOf } from "../../support/synthesis";

function change(
  address: string,
  action: ResourceChange["action"],
  ...attributes: AttributeChange[]
): ResourceChange {
  return { address, type: "aws_x", construct: address, action, stateful: false, attributes };
}
const plan = (...changes: ResourceChange[]) => planOf("data-dev", { changes });
const size = (before: unknown, after: unknown): AttributeChange => ({
  path: "size",
  before: { value: before },
  after: { value: after },
});
const unknown: AttributeChange = { path: "size", after: { hidden: "unknown" } };

describe("a plan against the reviewed one", () => {
  it.each<[string, ReturnType<typeof plan>, ReturnType<typeof plan>]>([
    ["the same", plan(change("a.b", "update", size(1, 2))), plan(change("a.b", "update", size(1, 2)))],
    [
      "less, as a part is done",
      plan(change("a.b", "create"), change("a.c", "create")),
      plan(change("a.c", "create")),
    ],
    ["nothing", plan(change("a.b", "create")), plan()],
    [
      "a value that was unknown",
      plan(change("a.b", "create", unknown)),
      plan(change("a.b", "create", { path: "size", after: { value: 5 } })),
    ],
    [
      "parts of a value that was unknown",
      plan(change("a.b", "create", { path: "tags", after: { hidden: "unknown" } })),
      plan(change("a.b", "create", { path: "tags.x", after: { value: 5 } })),
    ],
    [
      "an update where an unknown value seemed to replace",
      plan(change("a.b", "replace", unknown)),
      plan(change("a.b", "update", { path: "size", after: { value: 5 } })),
    ],
    ["a read, which changes nothing", plan(), plan(change("data.a.b", "read"))],
  ])("agrees: %s", (_what, reviewed, current) => {
    expect(unreviewed([reviewed], current)).toEqual([]);
  });

  it.each<[string, ReturnType<typeof plan>, ReturnType<typeof plan>, string]>([
    [
      "another resource",
      plan(change("a.b", "create")),
      plan(change("a.c", "create")),
      "a.c: create was not in the reviewed plan",
    ],
    [
      "another action",
      plan(change("a.b", "update")),
      plan(change("a.b", "replace")),
      "a.b: replace, but update was reviewed",
    ],
    [
      "another value",
      plan(change("a.b", "update", size(1, 2))),
      plan(change("a.b", "update", size(1, 3))),
      "a.b: size 1 -> 3, but 1 -> 2 was reviewed",
    ],
    [
      "another value before",
      plan(change("a.b", "update", size(1, 2))),
      plan(change("a.b", "update", size(9, 2))),
      "a.b: size 9 -> 2, but 1 -> 2 was reviewed",
    ],
    [
      "another attribute",
      plan(change("a.b", "update")),
      plan(change("a.b", "update", size(1, 2))),
      "a.b: size 1 -> 2 was not in the reviewed plan",
    ],
    [
      "a value that is unknown now",
      plan(change("a.b", "create", { path: "size", after: { value: 5 } })),
      plan(change("a.b", "create", unknown)),
      "a.b: size nothing -> (known after apply), but nothing -> 5 was reviewed",
    ],
    [
      "a destroy where an update was shown",
      plan(change("a.b", "replace")),
      plan(change("a.b", "destroy")),
      "a.b: destroy, but replace was reviewed",
    ],
  ])("differs: %s", (_what, reviewed, current, difference) => {
    expect(unreviewed([reviewed], current)).toEqual([difference]);
  });

  it("may hold what several pull requests were reviewed for, and nothing beside", () => {
    const vpc = plan(change("a.b", "update", size(1, 2)));
    const tag = plan(change("a.b", "update", { path: "tag", after: { value: "x" } }));
    const both = plan(change("a.b", "update", size(1, 2), { path: "tag", after: { value: "x" } }));

    expect(unreviewed([vpc, tag], both)).toEqual([]);
    expect(unreviewed([tag, vpc], both)).toEqual([]);
    expect(unreviewed([vpc], both)).toEqual(['a.b: tag nothing -> "x" was not in the reviewed plan']);
    expect(unreviewed([vpc, tag], plan(change("a.b", "replace", size(1, 2))))).toEqual([
      "a.b: replace, but update was reviewed",
    ]);
  });

  it("looks at outputs, too", () => {
    const output = (after: unknown) =>
      planOf("a-dev", {
        outputs: [{ name: "o", action: "update", before: { value: 0 }, after: { value: after } }],
      });

    expect(unreviewed([output(1)], output(1))).toEqual([]);
    expect(unreviewed([output(1)], output(2))).toEqual(["output o: 0 -> 2, but 0 -> 1 was reviewed"]);
    expect(unreviewed([planOf("a-dev")], output(2))).toEqual([
      "output o: update was not in the reviewed plan",
    ]);
  });

  it("is named by what it does, and by nothing else", () => {
    const a = fingerprintOf(plan(change("a.b", "create")));

    expect(a).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprintOf({ ...plan(change("a.b", "create")), unchanged: 7 })).toBe(a);
    expect(fingerprintOf(plan(change("a.c", "create")))).not.toBe(a);
  });
});

describe("approvals in a pull request", () => {
  it.each([
    ["approve-destroy: aws_s3_bucket.logs", ["aws_s3_bucket.logs"]],
    ["Text\n- Approve-Destroy: `data-prod/aws_s3_bucket.logs`\r\nmore", ["data-prod/aws_s3_bucket.logs"]],
    ['approve-destroy: aws_x.y["a b"]', ['aws_x.y["a b"]']],
    ["approve-destroy: a.b\napprove-destroy: a.c", ["a.b", "a.c"]],
    ["we could approve-destroy: aws_s3_bucket.logs", []],
    ["<!-- approve-destroy: aws_s3_bucket.logs -->", []],
    ["approve-destroy:", []],
    ["", []],
  ])("%p", (text, expected) => {
    expect([...approvedDestroys(text)]).toEqual(expected);
  });

  const stateful = (action: ResourceChange["action"]) => ({
    ...change("aws_s3_bucket.logs", action),
    stateful: true,
  });
  const blocked = (
    resource: ResourceChange,
    approved: readonly string[] = [],
    protection: "protected" | "disposable" = "protected",
  ) => unapprovedDestroys(plan(resource), protection, new Set(approved)).map(({ address }) => address);

  it.each(["replace", "destroy", "forget"] as const)("are wanted to %s what holds data", (action) => {
    expect(blocked(stateful(action))).toEqual(["aws_s3_bucket.logs"]);
    expect(blocked(stateful(action), ["aws_s3_bucket.logs"])).toEqual([]);
    expect(blocked(stateful(action), ["data-dev/aws_s3_bucket.logs"])).toEqual([]);
  });

  it("hold for the named address and stack only", () => {
    expect(blocked(stateful("destroy"), ["aws_s3_bucket.log", "data-prod/aws_s3_bucket.logs", "*"])).toEqual([
      "aws_s3_bucket.logs",
    ]);
  });

  it("are not wanted for what can be made again, for an update, or in a disposable environment", () => {
    expect(blocked(change("aws_s3_bucket.logs", "destroy"))).toEqual([]);
    expect(blocked(stateful("update"))).toEqual([]);
    expect(blocked(stateful("destroy"), [], "disposable")).toEqual([]);
  });

  it("of a plan name its fingerprint", () => {
    expect(approvedPlans(["data-dev=0123456789ab"])).toEqual(new Map([["data-dev", "0123456789ab"]]));
    expect(refusalOf(() => approvedPlans(["data-dev"]))).toBe(
      "--approve-plan: must be <stack>=<fingerprint>, got data-dev; copy it from the message of the run that stopped",
    );
  });
});
