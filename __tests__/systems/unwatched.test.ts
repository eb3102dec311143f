import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { acknowledgementsOf } from "../../constructs/core/acknowledgement";
import { leaveUnwatched } from "../../systems/unwatched";
import { App } from "cdktf";
import { BareStack, ENVIRONMENT, refusalOf } from "../support/synthesis";

const BECAUSE = { noAlarmsBecause: "nobody is on call" };

describe("leaveUnwatched", () => {
  const app = () => {
    const made = new App({ stackTraces: false });
    const stack = new BareStack(made, "jobs");
    new SqsQueue(stack, "queue", {});
    return { made, stack };
  };

  it("states the reason beside a layer, and beside a construct in a layer, for each kind", () => {
    const { made, stack } = app();
    leaveUnwatched(made, ENVIRONMENT, { jobs: ["stream", "table"], "jobs/queue": ["queue"] }, BECAUSE);
    expect(acknowledgementsOf(stack)).toEqual([
      { id: "ALM-004", path: "jobs-test", reason: "nobody is on call" },
      { id: "ALM-008", path: "jobs-test", reason: "nobody is on call" },
      { id: "ALM-005", path: "jobs-test/queue", reason: "nobody is on call" },
    ]);
  });

  it.each(["messaging", "jobs/stream", "jobs/queue/more"])("refuses %s, which is not there", (place) => {
    const { made } = app();
    expect(
      refusalOf(() => {
        leaveUnwatched(made, ENVIRONMENT, { [place]: ["queue"] }, BECAUSE);
      }),
    ).toBe(
      `example.test: leaves unwatched what it has, got ${place}; name a layer, or a construct in it by the ids on the way`,
    );
  });
});
