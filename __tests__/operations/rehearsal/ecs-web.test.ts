import { rehearse, type Rehearsal } from "../../../operations/rehearsal/run";
import { expectRehearsed } from "../../support/rehearsal";
import { cleanVariables, describeWithTerraform } from "../../support/terraform";

const LAYERS = ["content", "github", "ingress", "network", "registry", "service", "site", "state"];

// One run for all assertions: the real Terraform takes eight stacks through six phases.
describe.each(["dev", "prod"])("ecs-web", (environment) => {
  describeWithTerraform(`rehearsed in ${environment}`, () => {
    let rehearsal: Rehearsal;
    let states: ReadonlyMap<string, string>;
    beforeAll(async () => {
      rehearsal = await rehearse({
        system: "ecs-web",
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

    it("EW-D13: tells the API the origin of the page as browsers state it", () => {
      const origin = {
        dev: "http://ecs-web-dev-site-example-org.s3-website-ap-northeast-1.amazonaws.com",
        prod: "https://www.example.com",
      }[environment];

      expect(states.get(`service-${environment}`)).toContain(
        `\\"ALLOWED_ORIGIN\\",\\"value\\":\\"${origin}\\"`,
      );
    });
  });
});
