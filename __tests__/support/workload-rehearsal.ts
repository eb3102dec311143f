import { rehearse } from "../../operations/rehearsal/run";
import { expectRehearsed } from "./rehearsal";
import { cleanVariables, describeWithTerraform } from "./terraform";

const LAYERS = [
  "access",
  "api",
  "backup",
  "baseline",
  "bastion",
  "database",
  "edge",
  "github",
  "health-check",
  "identity",
  "ingress",
  "jobs",
  "messaging",
  "network",
  "observability",
  "registry",
  "service",
  "state",
  "storage",
];

/** Takes an account of enterprise that a system runs in through the six phases; each in a file of its own, at once. */
export function expectWorkloadRehearsed(environment: string): void {
  describe("enterprise", () => {
    describeWithTerraform(`rehearsed in ${environment}`, () => {
      it("EN-004 EN-199 deploys every stack from nothing, plans nothing a second time, and destroys all", async () => {
        expectRehearsed(
          await rehearse({ system: "enterprise", environment, variables: cleanVariables() }),
          LAYERS.map((layer) => `${layer}-${environment}`),
        );
      }, 300_000);
    });
  });
}
