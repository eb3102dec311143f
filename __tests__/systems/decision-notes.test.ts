import { noteChoices } from "../../systems/decision-notes";
import type { Decided } from "../../systems/decisions";
import { BareStack, ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

const FOLLOWED: Decided = {
  key: "compute",
  question: "What runs the services",
  place: "Compute",
  layer: "service",
  use: "ecs-on-ec2",
  recommended: "ecs-on-ec2",
  situation: "nothing speaks against it",
  because: "it costs least",
};
const OTHER: Decided = { ...FOLLOWED, use: "ecs-on-fargate", otherwiseBecause: "nobody renews hosts" };

function synthesized(decided: readonly Decided[]): Readonly<Record<string, Workspace>> {
  return synthesizeApp((app) => {
    new BareStack(app, "network");
    new BareStack(app, "service");
    noteChoices(app, ENVIRONMENT, decided);
  });
}

describe("a choice other than the recommended one", () => {
  test("EN-028 leaves a note in the workspace of its layer, with both and the reason", () => {
    const { "service-test": service, "network-test": network } = synthesized([OTHER]);

    expect(service!.json["//"]).toHaveProperty("choices", [
      {
        decision: "compute",
        use: "ecs-on-fargate",
        recommended: "ecs-on-ec2",
        because: "nobody renews hosts",
      },
    ]);
    expect(network!.json["//"]).not.toHaveProperty("choices");
  });

  test("leaves it in the first layer where the environment does without its own", () => {
    const { "network-test": network } = synthesized([{ ...OTHER, layer: "edge" }]);

    expect(network!.json["//"]).toHaveProperty("choices.0.decision", "compute");
  });

  test("a recommendation that is followed leaves none", () => {
    for (const workspace of Object.values(synthesized([FOLLOWED]))) {
      expect(workspace.json["//"]).not.toHaveProperty("choices");
    }
  });
});
