import type { Documents } from "../../../operations/flows/documents";
import { judgeFlows } from "../../../operations/flows/verdict";
import { type EnterpriseConfig, environmentsOf } from "../../../systems/enterprise/config";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { enterprise } from "../../../systems/enterprise/system";
import { DECISIONS, type DecisionsConfig } from "../../../systems/enterprise/workload/decisions/config";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { excessOf, gapsOf } from "../../support/flows";
import { synthesizeAccounts } from "../../systems/enterprise/composed";

const BECAUSE = "nobody calls it for days, and then many do at once";

/** Gaps and excess of the account dev when its workload is decided otherwise. */
function judged(decisions: Partial<DecisionsConfig>): Record<"gaps" | "excess", string[]> {
  const change = (config: EnterpriseConfig): EnterpriseConfig =>
    config.kind === "workload" && config.workload.decisions
      ? {
          ...config,
          workload: { ...config.workload, decisions: { ...config.workload.decisions, ...decisions } },
        }
      : config;
  const stacks = synthesizeAccounts(["dev"], ORGANIZATION, change);
  const documents = Object.fromEntries(
    Object.entries(stacks).map(([id, { json }]) => [id, json]),
  ) as unknown as Documents;
  const environments = Object.fromEntries(
    Object.entries(environmentsOf(ORGANIZATION)).map(([key, config]) => [key, change(config)]),
  );
  const { config, environment } = validConfigs(forAnyConfig({ ...enterprise, environments }), {})["dev"]!;
  const verdict = judgeFlows(documents, forAnyConfig(enterprise).flows!(config, environment));
  return { gaps: gapsOf(verdict), excess: excessOf(verdict) };
}

describe("a workload that is decided otherwise", () => {
  it("runs its containers on Fargate (EN-217)", () => {
    expect(judged({ choices: { compute: { use: "ecs-on-fargate", because: BECAUSE } } })).toEqual({
      gaps: [],
      excess: [],
    });
  });

  it("serves partners by the API itself (EN-204)", () => {
    expect(judged({ traits: { ...DECISIONS.traits, audience: "b2b" } })).toEqual({ gaps: [], excess: [] });
  });

  it("answers by a function, which GitHub's role does not deliver (EN-219)", () => {
    const { gaps, excess } = judged({
      traits: { ...DECISIONS.traits, traffic: "unpredictable" },
      choices: { compute: { use: "lambda", because: BECAUSE } },
    });
    // What GitHub delivers follows from the values of the repository, which decide for containers.
    expect(gaps).toEqual(
      ["task enterprise-dev-api", "role enterprise-dev-api-task", "role enterprise-dev-api-execution"].map(
        (end) => `${end}: is in none of the environment's workspaces`,
      ),
    );
    expect(excess.filter((line) => !line.startsWith("github-dev/"))).toEqual([]);
  });
});
