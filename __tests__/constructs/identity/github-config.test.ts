import { githubConfigSchema } from "../../../constructs/identity/github-config";
import { githubProvider } from "../../../constructs/identity/github-rules";

const MINIMAL = { repository: "example-org/strata", services: ["ec2"] };
const DEV = { system: "shop", name: "dev" };

/** Paths and messages of what the schema refuses. */
function problems(config: unknown): readonly string[] {
  const { error } = githubConfigSchema.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("the shape of GitHub's config", () => {
  test("accepts the smallest and the fullest", () => {
    expect(problems(MINIMAL)).toEqual([]);
    expect(
      problems({
        ...MINIMAL,
        branch: "main",
        resourceNames: ["seeded-*"],
        secretsReadAtPlan: { data: ["/aurora/credentials"] },
        providerCreatedBy: "shop/dev",
        applications: {
          shop: {
            repository: "example-org/shop",
            branches: ["main"],
            environments: ["live"],
            imageRepositories: ["api"],
            imageTagParameters: ["/shop/dev/images/api"],
            services: [{ cluster: "main", service: "api", taskFamily: "api", taskRoles: ["api-task"] }],
            siteBuckets: ["shop-site"],
            invalidates: "distributions-of-the-environment",
          },
        },
      }),
    ).toEqual([]);
  });

  test.each([
    [
      "no services",
      { services: [] },
      "services: must name the AWS services of the system; add them by their IAM prefix",
    ],
    [
      "no repository",
      { repository: undefined },
      "repository: must be a repository of GitHub; write it like example-org/strata",
    ],
    [
      "a maker that is no environment",
      { providerCreatedBy: "dev" },
      "providerCreatedBy: must be <system>/<environment> or outside-strata; name the one that makes it",
    ],
  ])("refuses %s", (_case, change, problem) => {
    expect(problems({ ...MINIMAL, ...change })).toEqual([problem]);
  });

  test("refuses a misspelt setting", () => {
    expect(problems({ ...MINIMAL, branches: ["main"] })).toHaveLength(1);
  });
});

describe("the provider of GitHub's tokens", () => {
  test.each([
    ["an environment that makes its account's state", undefined, true, "create"],
    ["an environment that shares another's account", undefined, false, "exists"],
    ["the environment that is named, whoever makes the state", "shop/dev", false, "create"],
    ["another environment than the named one", "shop/prod", true, "exists"],
    ["an account whose provider Strata does not make", "outside-strata", true, "exists"],
  ] as const)("of %s", (_case, providerCreatedBy, makesItsState, expected) => {
    const config = { ...MINIMAL, ...(providerCreatedBy === undefined ? {} : { providerCreatedBy }) };

    expect(githubProvider(config, DEV, makesItsState)).toBe(expected);
  });
});
