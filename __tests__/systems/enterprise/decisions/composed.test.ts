import { ORGANIZATION } from "../../../../systems/enterprise/organization/config";
import type { Choice } from "../../../../systems/decisions";
import { synthesizeAccounts } from "../composed";

const FARGATE: Choice = { use: "ecs-on-fargate", because: "nobody renews hosts before the autumn" };

test("EN-217 EN-028 EN-234 another choice is what the account is made of, and its layer says so", () => {
  const stacks = synthesizeAccounts(["dev"], ORGANIZATION, (config) =>
    config.kind === "workload" && config.stage === "dev" && config.workload.decisions
      ? {
          ...config,
          workload: {
            ...config.workload,
            decisions: { ...config.workload.decisions, choices: { compute: FARGATE } },
          },
        }
      : config,
  );

  expect(stacks["service-dev"]!.json["//"]).toHaveProperty("choices", [
    { decision: "compute", recommended: "ecs-on-ec2", ...FARGATE },
  ]);
  expect(stacks["service-dev"]!.ids("aws_autoscaling_group")).toEqual([]);
  const strategies = Object.values(stacks["service-dev"]!.all("aws_ecs_service")).map(
    (service) => service["capacity_provider_strategy"],
  );
  expect(strategies.length).toBeGreaterThan(0);
  for (const strategy of strategies) {
    expect(strategy).toEqual([expect.objectContaining({ capacity_provider: "FARGATE" })]);
  }
});
