import { EPHEMERAL_SECRET_MARK } from "../../../operations/rehearsal/provider/ephemeral";
import { rehearse, type Rehearsal } from "../../../operations/rehearsal/run";
import { expectRehearsed, valuesOf } from "../../support/rehearsal";
import { cleanVariables, describeWithTerraform } from "../../support/terraform";

const LAYERS = [
  "audit",
  "cache",
  "database",
  "edge",
  "github",
  "management",
  "messaging",
  "network",
  "observability",
  "registry",
  "security",
  "service",
  "state",
  "storage",
];

// One run for all assertions: the real Terraform takes fourteen stacks through six phases.
describe.each(["dev", "prod"])("openwan", (environment) => {
  describeWithTerraform(`rehearsed in ${environment}`, () => {
    let rehearsal: Rehearsal;
    let states: ReadonlyMap<string, string>;
    beforeAll(async () => {
      rehearsal = await rehearse({
        system: "openwan",
        environment,
        variables: cleanVariables(),
        whenDeployed: (deployed) => {
          states = deployed;
        },
      });
    }, 300_000);

    it("OW-318 deploys every stack from nothing, plans nothing a second time, and destroys all", () => {
      expectRehearsed(
        rehearsal,
        LAYERS.map((layer) => `${layer}-${environment}`),
      );
    });

    it("OW-D23 leaves no generated password or secret in any state", () => {
      expect([...states.keys()]).toHaveLength(LAYERS.length);
      for (const [stack, state] of states) {
        expect({ stack, holds: state.includes(EPHEMERAL_SECRET_MARK) }).toEqual({ stack, holds: false });
      }
      const database = states.get(`database-${environment}`)!;
      expect(new Set(valuesOf(database, "aws_db_instance", "password_wo"))).toEqual(new Set([null]));
    });

    it("OW-D23 keeps the token of Redis and the origin header, which Terraform cannot avoid holding, in one state each", () => {
      for (const layer of ["cache", "edge"]) {
        const held = valuesOf(
          states.get(`${layer}-${environment}`)!,
          "random_password",
          "result",
        ) as string[];
        expect(held).toHaveLength(1);
        for (const [stack, state] of states) {
          expect({ stack, holds: state.includes(held[0]!) }).toEqual({
            stack,
            holds: stack === `${layer}-${environment}`,
          });
        }
      }
    });
  });
});
