import { layerOf, planJobs, planTargets, promotionOf } from "../../../operations/workflows/targets";
import { example, exampleSystem, GITHUB } from "./systems";

const SYSTEM = exampleSystem({
  dev: example("111111111111", GITHUB),
  stg: example("222222222222"),
  prod: example("333333333333", { ...GITHUB, secretsReadAtPlan: { data: ["/aurora/credentials"] } }),
});
const ACCOUNT = { STRATA_ACCOUNT_SHOP_DEV: "444444444444" };

describe("the promotion of a system", () => {
  test("is its connected environments in the order of its config", () => {
    const { environments, unconnected } = promotionOf(SYSTEM, {});

    expect(environments.map(({ environment }) => environment)).toEqual(["dev", "prod"]);
    expect(unconnected).toEqual(["stg"]);
  });

  test("says where and as whom jobs work, in the account that the variable names", () => {
    expect(promotionOf(SYSTEM, ACCOUNT).environments[0]).toEqual({
      system: "shop",
      environment: "dev",
      account: "444444444444",
      region: "ap-northeast-1",
      readRole: "arn:aws:iam::444444444444:role/shop-dev-github-plan",
      deployRole: "arn:aws:iam::444444444444:role/shop-dev-github-deploy",
      gate: "shop-dev",
      destroyGate: "shop-dev-destroy",
    });
  });

  test("reads merged code's plans with the secrets that they need", () => {
    expect(promotionOf(SYSTEM, {}).environments[1]?.readRole).toBe(
      "arn:aws:iam::333333333333:role/shop-prod-github-plan-secrets",
    );
  });
});

describe("what a merge deploys", () => {
  const names = (system: typeof SYSTEM): readonly string[] =>
    promotionOf(system, {}).onMerge.map(({ environment }) => environment);

  test("is every connected environment where none says otherwise", () => {
    expect(names(SYSTEM)).toEqual(["dev", "prod"]);
  });

  test("EN-302 ends before the first that somebody starts", () => {
    const started = exampleSystem({
      dev: example("111111111111", GITHUB),
      stg: example("222222222222", { ...GITHUB, starts: "by-hand" }),
      prod: example("333333333333", GITHUB),
    });

    expect(names(started)).toEqual(["dev"]);
  });

  test("holds layers by hand beside state and roles where the config names them", () => {
    const held = exampleSystem({ dev: example("111111111111", { ...GITHUB, byHand: ["people"] }) });

    expect(promotionOf(held, {}).byHand).toEqual({ dev: ["state", "github", "people"] });
  });
});

describe("the plans of a pull request", () => {
  const affected = [
    { system: "shop", environment: "dev", stack: "network-dev" },
    { system: "shop", environment: "stg", stack: "network-stg" },
    { system: "shop", environment: "prod", stack: "network-prod" },
    { system: "shop", environment: "prod", stack: "data-prod" },
    { system: "other", environment: "dev", stack: "network-dev" },
  ];

  test("are those of the system's connected environments", () => {
    expect(planTargets(SYSTEM, affected, {}).map(({ stack }) => stack)).toEqual([
      "network-dev",
      "network-prod",
      "data-prod",
    ]);
  });

  test("use the plan role, and wait for nobody", () => {
    expect(planTargets(SYSTEM, affected, {})[1]).toEqual({
      system: "shop",
      environment: "prod",
      stack: "network-prod",
      account: "333333333333",
      region: "ap-northeast-1",
      role: "arn:aws:iam::333333333333:role/shop-prod-github-plan",
      gate: "",
    });
  });

  test("wait for a reviewer where the layer reads a secret while it plans", () => {
    expect(planTargets(SYSTEM, affected, {})[2]).toMatchObject({
      stack: "data-prod",
      role: "arn:aws:iam::333333333333:role/shop-prod-github-plan-secrets",
      gate: "shop-prod-plan",
    });
  });
});

describe("the jobs of a pull request's plans", () => {
  const stacks = (environment: string, ...layers: readonly string[]) =>
    layers.map((layer) => ({ system: "shop", environment, stack: `${layer}-${environment}` }));
  const plans = planTargets(
    SYSTEM,
    [...stacks("dev", "network", "edge", "service"), ...stacks("prod", "network", "data", "edge")],
    {},
  );
  const jobs = (most?: number) => planJobs(plans, most).map(({ stacks: names }) => names);

  test("are one a stack", () => {
    expect(planJobs(plans)[0]).toEqual({ ...plans[0], stacks: "network-dev" });
    expect([...jobs()].sort()).toEqual(plans.map(({ stack }) => stack).sort());
    expect(planJobs([])).toEqual([]);
  });

  test("hold several stacks of one role where there were too many, in their order", () => {
    expect(jobs(5)).toEqual(["network-dev edge-dev", "service-dev", "network-prod edge-prod", "data-prod"]);
    expect(jobs(3)).toEqual(["network-dev edge-dev service-dev", "network-prod edge-prod", "data-prod"]);
    expect(planJobs(plans, 5)[0]).toMatchObject({ stack: "network-dev", role: plans[0]?.role, gate: "" });
  });

  test("are never more than a matrix takes, for 600 stacks", () => {
    const many = Array.from({ length: 600 }, (_, index) => ({ ...plans[0]!, stack: `s${index}-dev` }));
    const all = planJobs(many);

    expect(all).toHaveLength(200);
    expect(all.flatMap(({ stacks: names }) => names.split(" "))).toHaveLength(600);
  });
});

test("the layer of a stack is what stands before its environment", () => {
  expect(layerOf("shared-data-pre-prod", "pre-prod")).toBe("shared-data");
});
