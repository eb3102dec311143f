import { App } from "cdktf";
import { withoutCreationStacks } from "../../../constructs/core/creation-stacks";
import { rehearse } from "../../../operations/rehearsal/run";
import { composeEnvironment } from "../../../systems/build";
import { type EnterpriseConfig, environmentsOf } from "../../../systems/enterprise/config";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { SECURITY } from "../../../systems/enterprise/security/config";
import { enterprise } from "../../../systems/enterprise/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { expectRehearsed } from "../../support/rehearsal";
import { cleanVariables, describeWithTerraform, temporaryFolder } from "../../support/terraform";

const LAYERS = [
  "access",
  "baseline",
  "detection",
  "findings",
  "github",
  "security-hub",
  "standards",
  "state",
  "trail",
];

describeWithTerraform("the security account with what is chosen seldom", () => {
  it("M-07 M-27 T-12 deploys a trail and standards of its own, tickets and a channel of Slack", async () => {
    // GIVEN an organization in which each account looks after itself
    const organization = { ...ORGANIZATION, trail: "each-account", securityHub: "each-account" } as const;
    const environments: Record<string, EnterpriseConfig> = {
      ...environmentsOf(organization),
    };
    const { security } = environments;
    if (security?.kind !== "security") {
      throw new Error("no security account");
    }
    environments["security"] = {
      ...security,
      security: {
        ...SECURITY,
        tickets: {
          endpoint: "https://tickets.example.com/api/issues",
          keyHeader: "X-Api-Key",
          routes: ["dev", "stg"],
        },
        slack: {
          alerts: { ids: { teamId: "T0123456789", channelId: "C0123456789" }, topics: ["dev-findings"] },
        },
      },
    };
    const system = forAnyConfig({ ...enterprise, environments });

    // WHEN it is synthesized and rehearsed
    const outdir = temporaryFolder();
    withoutCreationStacks(() => {
      const app = new App({ outdir, stackTraces: false });
      composeEnvironment(app, system, validConfigs(system, {})["security"]!);
      app.synth();
    });

    expectRehearsed(
      await rehearse({ outdir, variables: cleanVariables() }),
      LAYERS.map((layer) => `${layer}-security`),
    );
  }, 180_000);
});
