import { App } from "cdktf";
import { withoutCreationStacks } from "../../../constructs/core/creation-stacks";
import { EPHEMERAL_SECRET_MARK } from "../../../operations/rehearsal/provider/ephemeral";
import { rehearse, type Rehearsal } from "../../../operations/rehearsal/run";
import { MANAGEMENT } from "../../../systems/aws-practice/config";
import { awsPractice } from "../../../systems/aws-practice/system";
import { composeEnvironment } from "../../../systems/build";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { expectRehearsed } from "../../support/rehearsal";
import { cleanVariables, describeWithTerraform, temporaryFolder } from "../../support/terraform";

describe.each(["stg", "prd"])("aws-practice", (environment) => {
  describeWithTerraform(`rehearsed in ${environment}`, () => {
    let rehearsal: Rehearsal;
    let states: ReadonlyMap<string, string>;
    beforeAll(async () => {
      rehearsal = await rehearse({
        system: "aws-practice",
        environment,
        variables: cleanVariables(),
        whenDeployed: (deployed) => {
          states = deployed;
        },
      });
    }, 180_000);

    it("deploys every stack from nothing, plans nothing a second time, and destroys all", () => {
      expectRehearsed(
        rehearsal,
        ["api", "data", "github", "ingress", "network", "registry", "state"].map(
          (layer) => `${layer}-${environment}`,
        ),
      );
    });

    it("AP-097 AP-106 leaves no generated database password in any state", () => {
      expect([...states.keys()]).toHaveLength(7);
      for (const [stack, state] of states) {
        expect({ stack, holds: state.includes(EPHEMERAL_SECRET_MARK) }).toEqual({ stack, holds: false });
      }
    });
  });
});

describeWithTerraform("aws-practice, its identity rehearsed in the management account", () => {
  it("AP-002 to AP-013 makes unit, accounts, user, permission sets and assignments, and nothing a second time", async () => {
    const outdir = temporaryFolder();
    const system = forAnyConfig({ ...awsPractice, environments: { management: MANAGEMENT } });
    withoutCreationStacks(() => {
      const app = new App({ outdir, stackTraces: false });
      composeEnvironment(app, system, validConfigs(system, {})["management"]!);
      app.synth();
    });
    const rehearsal = await rehearse({ outdir, variables: cleanVariables() });
    expectRehearsed(
      rehearsal,
      rehearsal.stacks.map(({ name }) => name),
    );
    const identity = rehearsal.stacks.find(({ name }) => name === "identity-management");
    expect(identity?.phases.at(-1)?.note).toBe("2 protected against destruction, lifted in a copy");
  }, 120_000);
});
