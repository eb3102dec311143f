import { EPHEMERAL_SECRET_MARK } from "../../../operations/rehearsal/provider/ephemeral";
import { rehearse, type Rehearsal } from "../../../operations/rehearsal/run";
import { expectRehearsed, valuesOf } from "../../support/rehearsal";
import { cleanVariables, describeWithTerraform } from "../../support/terraform";

const LAYERS = [
  "data",
  "delivery",
  "edge",
  "github",
  "network",
  "observability",
  "registry",
  "service",
  "state",
];

// One run for all assertions: the real Terraform takes nine stacks through six phases.
describe.each(["dev", "prod"])("serverless-web", (environment) => {
  describeWithTerraform(`rehearsed in ${environment}`, () => {
    let rehearsal: Rehearsal;
    let states: ReadonlyMap<string, string>;
    beforeAll(async () => {
      rehearsal = await rehearse({
        system: "serverless-web",
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
        LAYERS.map((layer) => `${layer}-${environment}`),
      );
    });

    it("SW-088 leaves no generated database password in any state", () => {
      expect([...states.keys()]).toHaveLength(9);
      for (const [stack, state] of states) {
        expect({ stack, holds: state.includes(EPHEMERAL_SECRET_MARK) }).toEqual({ stack, holds: false });
      }
      const data = states.get(`data-${environment}`)!;
      expect(valuesOf(data, "aws_secretsmanager_secret_version", "secret_string_wo")).toEqual([null, null]);
      expect(valuesOf(data, "aws_rds_cluster", "master_password_wo")).toEqual([null]);
    });

    it("keeps the value of the origin header, which Terraform cannot avoid holding, in the edge's state alone", () => {
      const edge = states.get(`edge-${environment}`)!;
      const headers = valuesOf(edge, "random_password", "result") as string[];
      expect(headers).toHaveLength(1);
      for (const [stack, state] of states) {
        expect({ stack, holds: state.includes(headers[0]!) }).toEqual({
          stack,
          holds: stack === `edge-${environment}`,
        });
      }
    });
  });
});
