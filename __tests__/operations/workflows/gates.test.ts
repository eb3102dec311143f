import http from "node:http";
import type { AddressInfo } from "node:net";
import { type Gate, gateFindings, gatesOf } from "../../../operations/workflows/gates";
import { example, exampleSystem, GITHUB } from "./systems";

const REVIEWED: Gate = { name: "shop-prod", approval: "reviewer-other-than-the-author", branch: "main" };

describe("the gates of a system", () => {
  const disposable = example("111111111111", GITHUB);
  const protectedOne = (github: object) => {
    const config = example("222222222222", { ...GITHUB, ...github });
    return { ...config, environment: { ...config.environment, protection: "protected" as const } };
  };

  test("EN-303 a protected environment wants a reviewer other than the author, and one branch", () => {
    expect(gatesOf(exampleSystem({ prod: protectedOne({}) }), {})).toEqual([REVIEWED]);
  });

  test("EN-303 a disposable one wants nobody to deploy it, and a reviewer to destroy it", () => {
    expect(gatesOf(exampleSystem({ dev: disposable }), {})).toEqual([
      { name: "shop-dev", approval: "none", branch: "main" },
      { name: "shop-dev-destroy", approval: "reviewer", branch: "main" },
    ]);
  });

  test("EN-303 the config says otherwise", () => {
    expect(gatesOf(exampleSystem({ stg: protectedOne({ approval: "none" }) }), {})).toEqual([
      { name: "shop-stg", approval: "none", branch: "main" },
    ]);
  });

  test("plans with secrets want a reviewer, on any branch", () => {
    const github = { secretsReadAtPlan: { data: ["/aurora/credentials"] } };

    expect(gatesOf(exampleSystem({ prod: protectedOne(github) }), {})[1]).toEqual({
      name: "shop-prod-plan",
      approval: "reviewer",
    });
  });

  test("an environment that GitHub Actions do not reach has none", () => {
    expect(gatesOf(exampleSystem({ dev: example("111111111111") }), {})).toEqual([]);
  });
});

describe("a gate as GitHub shows it", () => {
  let environments: readonly object[] = [];
  let branches: readonly string[] = [];
  const server = http.createServer(({ url = "" }, response) => {
    response.end(
      JSON.stringify(
        url.endsWith("/deployment-branch-policies")
          ? { branch_policies: branches.map((name) => ({ name })) }
          : { environments },
      ),
    );
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.close());

  const findings = (gate: Gate): Promise<readonly string[]> => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return gateFindings(
      { restUrl: url, graphqlUrl: url, repository: "example-org/strata", token: "t" },
      gate,
    );
  };
  const shows = (
    rules: readonly object[],
    policy: object | null,
    names: readonly string[] = ["main"],
  ): void => {
    environments = [{ name: "shop-prod", protection_rules: rules, deployment_branch_policy: policy }];
    branches = names;
  };
  const reviewers = { type: "required_reviewers", reviewers: [{}], prevent_self_review: true };
  const custom = { custom_branch_policies: true };

  test("EN-303 is well when it has a reviewer, keeps the author out and admits the one branch", async () => {
    shows([reviewers], custom);

    await expect(findings(REVIEWED)).resolves.toEqual([]);
  });

  test.each<[string, readonly object[], object | null, readonly string[], string]>([
    ["without reviewers", [], custom, ["main"], "has no required reviewer"],
    [
      "with an empty list of them",
      [{ ...reviewers, reviewers: [] }],
      custom,
      ["main"],
      "has no required reviewer",
    ],
    [
      "that the author passes",
      [{ ...reviewers, prevent_self_review: false }],
      custom,
      ["main"],
      "lets the author approve",
    ],
    ["of all branches", [reviewers], null, ["main"], "admits other branches than main"],
    [
      "of protected branches",
      [reviewers],
      { custom_branch_policies: false },
      ["main"],
      "admits other branches than main",
    ],
    [
      "of a pattern",
      [reviewers],
      custom,
      ["main", "release/*"],
      "admits main, release/* instead of main alone",
    ],
    ["of no branch", [reviewers], custom, [], "admits no branch instead of main alone"],
  ])("EN-303 %s is told of", async (_case, rules, policy, names, finding) => {
    shows(rules, policy, names);

    await expect(findings(REVIEWED)).resolves.toEqual([finding]);
  });

  test("EN-303 that is not there is told of", async () => {
    environments = [];

    await expect(findings(REVIEWED)).resolves.toEqual([
      "does not exist, so that GitHub would make it without any protection",
    ]);
  });

  test("may demand more than it must", async () => {
    shows([reviewers], custom);

    await expect(findings({ ...REVIEWED, approval: "none" })).resolves.toEqual([]);
  });
});
