import { rehearse } from "../../../operations/rehearsal/run";
import { expectRehearsed } from "../../support/rehearsal";
import { cleanVariables, describeWithTerraform } from "../../support/terraform";

const EVERY = ["access", "baseline", "github", "state"];

// The real Terraform takes the layers of each account through six phases.
describe.each<[string, string[]]>([
  ["management", ["billing", "organization", "watch"]],
  ["identity", ["people"]],
  ["audit", ["auditors", "log-archive"]],
  ["security", ["detection", "findings", "security-hub", "trail"]],
  ["network", ["hub", "network", "routing"]],
])("enterprise", (environment, layers) => {
  describeWithTerraform(`rehearsed in ${environment}`, () => {
    it("EN-001 EN-004 deploys every stack from nothing, plans nothing a second time, and destroys all", async () => {
      expectRehearsed(
        await rehearse({ system: "enterprise", environment, variables: cleanVariables() }),
        [...EVERY, ...layers].map((layer) => `${layer}-${environment}`),
      );
    }, 180_000);
  });
});
