import type { StackEntry } from "../../../operations/manifest";
import { confirmDestroy, destroyOrder } from "../../../operations/workflows/destroy";
import { ENVIRONMENT, refusalOf } from "../../support/synthesis";

describe("the confirmation of a destruction", () => {
  test("is what is to be destroyed, typed once more", () => {
    expect(() => {
      confirmDestroy(ENVIRONMENT, "destroy example test");
    }).not.toThrow();
  });

  test.each(["", "destroy example", "destroy example prod", "Destroy example test", "destroy example test "])(
    "is not %j",
    (typed) => {
      expect(
        refusalOf(() => {
          confirmDestroy(ENVIRONMENT, typed);
        }),
      ).toContain('confirmation: must be exactly "destroy example test"');
    },
  );

  test("does not help against protection", () => {
    expect(
      refusalOf(() => {
        confirmDestroy({ ...ENVIRONMENT, protection: "protected" }, "destroy example test");
      }),
    ).toBe(
      "example.test.environment.protection: a protected environment is not destroyed by a workflow, got protected; " +
        "make it disposable by a reviewed change first, and deploy that",
    );
  });
});

test("stacks are destroyed in the reverse of their order, without what the workflow stands on", () => {
  const stacks = ["state-dev", "github-dev", "network-dev", "network-prod", "data-dev", "service-dev"].map(
    (name): StackEntry => ({ name, dependencies: [], workspace: "", workspaceFile: "" }),
  );

  expect(destroyOrder(stacks, "dev", ["state", "github"])).toEqual([
    "service-dev",
    "data-dev",
    "network-dev",
  ]);
});
