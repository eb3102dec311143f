import { githubRoleArn, githubRoleName } from "../../../constructs/identity/github-names";
import { githubProvider } from "../../../constructs/identity/github-rules";
import { planTargets, promotionOf } from "../../../operations/workflows/targets";
import type { EnterpriseConfig } from "../../../systems/enterprise/config";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { MANAGEMENT } from "../../../systems/enterprise/organization/management-config";
import { controlPolicies } from "../../../systems/enterprise/organization/policies";
import { githubOf } from "../../../systems/enterprise/github/config";
import { WORKLOADS } from "../../../systems/enterprise/workload/config";
import { jobImages } from "../../../systems/enterprise/workload/jobs/layers";
import { enterprise } from "../../../systems/enterprise/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { GithubStack } from "../../../stacks/github-stack";
import { permissionsOf, roleStatements, statements, trustOf } from "../../support/policies";
import { synthesizeApp, type Workspace } from "../../support/synthesis";
import { subjects } from "../../stacks/github";

const SYSTEM = forAnyConfig(enterprise);
const ACCOUNTS = ["management", "identity", "audit", "security", "network", "dev", "stg", "prod"];

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = Object.fromEntries(
    Object.entries(validConfigs(SYSTEM, {})).map(([name, { environment, config }]) => {
      const { github } = config as EnterpriseConfig;
      const app = synthesizeApp((scope) => {
        new GithubStack(scope, { environment, github, provider: githubProvider(github, environment, true) });
      });
      return [name, app[`github-${name}`]!];
    }),
  );
});

function subjectsOf(account: string, role: string): unknown {
  return subjects(stacks[account]!, role);
}

describe("GitHub Actions reach every account", () => {
  test("EN-298 by the issuer of the source's host, without keys, once in each account", () => {
    expect(Object.keys(stacks)).toEqual(ACCOUNTS);
    for (const account of ACCOUNTS) {
      expect(Object.values(stacks[account]!.all("aws_iam_openid_connect_provider"))).toEqual([
        { url: "https://token.actions.githubusercontent.com", client_id_list: ["sts.amazonaws.com"] },
      ]);
      expect(stacks[account]!.ids("aws_iam_access_key")).toEqual([]);
    }
  });

  test.each(["stg", "prod", "security"])(
    "EN-302 EN-303 by a role to deploy %s that trusts the GitHub environment of its name and nothing else",
    (account) => {
      expect(subjectsOf(account, "deploy")).toEqual([
        `repo:example-org/strata:environment:enterprise-${account}`,
      ]);
    },
  );

  test("EN-302 by one in dev that may also destroy it", () => {
    expect(subjectsOf("dev", "deploy")).toEqual([
      "repo:example-org/strata:environment:enterprise-dev",
      "repo:example-org/strata:environment:enterprise-dev-destroy",
    ]);
  });

  test("EN-306 by a role to plan for pull requests and the branch that is deployed", () => {
    for (const account of ACCOUNTS) {
      expect(subjectsOf(account, "plan")).toEqual([
        "repo:example-org/strata:pull_request",
        "repo:example-org/strata:ref:refs/heads/main",
      ]);
    }
  });

  test("EN-298 within what IAM accepts of policies", () => {
    for (const workspace of Object.values(stacks)) {
      const byRole = new Map<string, number>();
      for (const { role, policy } of Object.values(workspace.all("aws_iam_role_policy"))) {
        byRole.set(role as string, (byRole.get(role as string) ?? 0) + (policy as string).length);
      }
      expect(Math.max(...byRole.values())).toBeLessThan(10_240);
      expect((workspace.one("aws_iam_policy", "boundary")["policy"] as string).length).toBeLessThan(6144);
    }
  });
});

describe("who starts and who approves", () => {
  const promotion = promotionOf(SYSTEM, {});

  test("EN-302 a merge deploys what all stand on, security before the stages, and then dev", () => {
    expect(promotion.onMerge.map(({ environment }) => environment)).toEqual(ACCOUNTS.slice(0, 6));
  });

  test("EN-302 EN-304 somebody starts stg and prod", () => {
    expect(promotion.environments.map(({ environment }) => environment)).toEqual(ACCOUNTS);
    expect(promotion.unconnected).toEqual([]);
  });

  test("EN-303 nobody approves dev and stg; one other than the author approves prod and what all stand on", () => {
    const approvals = Object.fromEntries(
      Object.entries(enterprise.environments).map(([name, { github }]) => [name, github.approval]),
    );

    expect(approvals).toEqual({
      ...Object.fromEntries(ACCOUNTS.map((name) => [name, "one-other-than-the-author"])),
      dev: "none",
      stg: "none",
    });
  });

  test("EN-302 pull requests plan all of it, what is deployed by hand too", () => {
    const affected = ["organization-management", "people-identity", "access-prod", "network-prod"].map(
      (stack) => ({
        system: "enterprise",
        environment: stack.split("-")[1]!,
        stack,
      }),
    );

    expect(planTargets(SYSTEM, affected, {}).map(({ role, gate }) => [role.split("/")[1], gate])).toEqual([
      ["enterprise-management-github-plan", ""],
      ["enterprise-identity-github-plan", ""],
      ["enterprise-prod-github-plan", ""],
      ["enterprise-prod-github-plan", ""],
    ]);
  });
});

describe("what limits deployments is not changed by them", () => {
  test("EN-012 layers of people and of the organization are deployed by hand", () => {
    const { byHand } = promotionOf(SYSTEM, {});

    expect(byHand["management"]).toEqual(["state", "github", "access", "organization"]);
    expect(byHand["identity"]).toEqual(["state", "github", "access", "people"]);
    for (const account of ACCOUNTS.slice(2)) {
      expect(byHand[account]).toEqual(["state", "github", "access"]);
    }
  });

  test("EN-014 a deployment may make no user, no group and nothing in the organization", () => {
    for (const account of ACCOUNTS) {
      const allowed = roleStatements(stacks[account]!, "deploy_role")
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action }) => [Action].flat());

      expect(allowed.filter((action) => /^iam:.*(User|Group|LoginProfile|AccessKey)/.test(action))).toEqual(
        [],
      );
      expect(allowed.filter((action) => action.startsWith("organizations:"))).toEqual(
        ["audit", "security"].includes(account) ? ["organizations:Describe*", "organizations:List*"] : [],
      );
    }
  });

  test("the policies of the organization except the roles that deploy, by the names that these have", () => {
    const policies = controlPolicies(ORGANIZATION, MANAGEMENT);
    const excepted = policies["audit-resources"]!.statements.map(
      ({ conditions }) =>
        (conditions?.["ArnNotLike"] as Record<string, readonly string[]>)["aws:PrincipalArn"],
    );
    const made = ACCOUNTS.map((name) => stacks[name]!.one("aws_iam_role", "deploy_role")["name"]);

    expect(made).toEqual(ACCOUNTS.map((name) => githubRoleName({ system: "enterprise", name }, "deploy")));
    for (const roles of excepted) {
      expect(roles).toEqual(
        expect.arrayContaining(made.map((name) => `arn:aws:iam::*:role/${name as string}`)),
      );
    }
  });

  test("keeps what is set once for an account, and closes buckets whatever they are called", () => {
    const list = permissionsOf(stacks["prod"]!, "deploy_role");

    expect(list["iam:UpdateAccountPasswordPolicy"]).toEqual(["*"]);
    expect(list["s3:PutAccountPublicAccessBlock"]).toEqual(["*"]);
    expect(list["iam:DeleteServiceLinkedRole"]).toEqual([
      "arn:aws:iam::810000000008:role/aws-service-role/*",
    ]);
  });

  test("EN-173 roles of an account may write into the log archive where it keeps sessions, deployments may not", () => {
    const archive = "arn:aws:s3:::sessions-logs-810000000003-ap-northeast-1/*";
    const ceiling = statements(stacks["prod"]!.one("aws_iam_policy", "boundary")["policy"]).find(
      ({ Sid }) => Sid === "CeilingOfForeignBuckets",
    );

    expect(ceiling).toMatchObject({ Action: ["s3:PutObject", "s3:PutObjectAcl"], Resource: [archive] });
    expect(JSON.stringify(roleStatements(stacks["prod"]!, "deploy_role"))).not.toContain("sessions-logs");
  });
});

test("EN-263 EN-302 whoever plans an account reads the script of its health check, which Terraform keeps", () => {
  expect(permissionsOf(stacks["prod"]!, "plan_role")["s3:GetObjectTagging"]).toEqual([
    "arn:aws:s3:::enterprise-health-check-prod-810000000008/script/*",
  ]);
  expect(permissionsOf(stacks["security"]!, "plan_role")).not.toHaveProperty("s3:GetObjectTagging");
});

describe("the application of the workload", () => {
  test.each(["dev", "stg", "prod"])(
    "EN-302 is delivered into %s from the GitHub environment of that name",
    (account) => {
      expect(subjectsOf(account, "app-api")).toEqual([
        `repo:example-org/enterprise-application:environment:enterprise-${account}-application`,
      ]);
    },
  );

  test("EN-305 is built and pushed in dev alone; stg and prod find what came as a copy", () => {
    const pushes = (account: string): unknown =>
      permissionsOf(stacks[account]!, "app-api_role")["ecr:PutImage"] ?? [];
    const repositories = (account: string): readonly string[] =>
      ["api", "worker", "settle", "report", "erase"].map(
        (image) => `arn:aws:ecr:ap-northeast-1:${account}:repository/enterprise-${image}`,
      );

    expect(pushes("dev")).toEqual(repositories("810000000006"));
    for (const [name, account] of [
      ["stg", "810000000007"],
      ["prod", "810000000008"],
    ] as const) {
      expect(pushes(name)).toEqual([]);
      expect(permissionsOf(stacks[name]!, "app-api_role")["ecr:DescribeImages"]).toEqual(
        repositories(account),
      );
    }
  });

  test("EN-305 is built in each account where the organization says so", () => {
    const { applications } = githubOf("prod", { ...ORGANIZATION, images: "each-account" });

    expect(applications?.["api"]).toHaveProperty("imageRepositories", [
      "enterprise-api",
      "enterprise-worker",
      "enterprise-settle",
      "enterprise-report",
      "enterprise-erase",
    ]);
    expect(applications?.["api"]).not.toHaveProperty("deployedImages");
  });

  test("EN-304 registers revisions and has the services run them, with the roles of these alone", () => {
    const allowed = permissionsOf(stacks["prod"]!, "app-api_role");

    expect(allowed["ecs:UpdateService"]).toEqual([
      "arn:aws:ecs:ap-northeast-1:810000000008:service/enterprise-prod/enterprise-prod-api",
      "arn:aws:ecs:ap-northeast-1:810000000008:service/enterprise-prod/enterprise-prod-worker",
    ]);
    expect(allowed["ecs:RegisterTaskDefinition"]).toHaveLength(2);
    expect(allowed["iam:PassRole"]).toHaveLength(4);
  });

  test("EN-301 puts files of the site into S3, images into ECR and what runs into Parameter Store", () => {
    const allowed = permissionsOf(stacks["dev"]!, "app-api_role");

    expect(allowed["s3:PutObject"]).toEqual(["arn:aws:s3:::enterprise-dev-site-810000000006/*"]);
    expect(allowed["ssm:PutParameter"]).toEqual(
      ["api", "worker", "settle", "report", "erase"].map(
        (image) => `arn:aws:ssm:ap-northeast-1:810000000006:parameter/enterprise/dev/images/${image}`,
      ),
    );
  });

  test.each(["dev", "stg", "prod"] as const)(
    "EN-304 leaves no image of %s that nobody delivers",
    (account) => {
      const { services, jobs } = WORKLOADS[account];
      const images = [...Object.keys(services!.services), ...jobImages(jobs!)];
      const allowed = permissionsOf(stacks[account]!, "app-api_role");

      const ends = (action: string): readonly string[] =>
        (allowed[action] as readonly string[]).map((arn) => arn.replace(/^.*[/-]/, "")).sort();

      expect(ends("ecr:DescribeImages")).toEqual([...images].sort());
      expect(ends("ssm:PutParameter")).toEqual([...images].sort());
    },
  );

  test("EN-301 names buckets after the account that a variable sets", () => {
    const { config } = validConfigs(SYSTEM, { STRATA_ACCOUNT_ENTERPRISE_DEV: "123456789012" })["dev"]!;

    expect((config as EnterpriseConfig).github.applications?.["api"]?.siteBuckets).toEqual([
      "enterprise-dev-site-123456789012",
    ]);
  });
});

test("EN-299 EN-300 nothing of CodeCommit, CodePipeline or a server of one's own builds or deploys", () => {
  for (const { github } of Object.values(enterprise.environments)) {
    expect(github.services.filter((service) => service.startsWith("code"))).toEqual([]);
  }
  const [statement] = trustOf(stacks["prod"]!.one("aws_iam_role", "deploy_role"));
  expect(statement?.Principal).toEqual({
    Federated: expect.stringContaining("openid_connect_provider") as unknown,
  });
});

test("EN-301 no account keeps packages while builds reach the internet", () => {
  for (const { github } of Object.values(enterprise.environments)) {
    expect(github.services).not.toContain("codeartifact");
  }
});

test("the deploy role's name is what keys admit as their administrator", () => {
  expect(githubRoleArn({ system: "enterprise", name: "prod", account: "810000000008" }, "deploy")).toBe(
    "arn:aws:iam::810000000008:role/enterprise-prod-github-deploy",
  );
});
