import fs from "node:fs";
import { jobOf, projectWorkflow } from "../../github/workflows";
import { permissionsOf, trustOf } from "../../support/policies";
import { type Layers, only, output, synthesizeLayers } from "./composed";

let dev: Layers;
let prod: Layers;
beforeAll(async () => {
  const layers = await synthesizeLayers();
  dev = layers("dev");
  prod = layers("prod");
});

const triggersOf = (name: string) => Object.keys(projectWorkflow(name).on ?? {});

describe("ecs-web, its images", () => {
  test("EW-024, EW-D16: tags stay with their image, pushes are scanned and ten images are kept", () => {
    const registry = dev.of("registry");

    expect(only(registry, "aws_ecr_repository")).toMatchObject({
      name: "ecs-web-dev-backend",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
    });
    expect(JSON.parse(only(registry, "aws_ecr_lifecycle_policy")["policy"] as string)).toMatchObject({
      rules: [
        {
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
          action: { type: "expire" },
        },
      ],
    });
  });
});

describe("ecs-web, how GitHub Actions reach AWS", () => {
  const ISSUER = "token.actions.githubusercontent.com";
  const subjectsOf = (layers: Layers, role: string) => {
    const [trust] = trustOf(layers.of("github").one("aws_iam_role", `${role}_role`));
    const { StringEquals } = trust!.Condition as { StringEquals: Record<string, unknown> };
    expect(trust!.Action).toEqual(["sts:AssumeRoleWithWebIdentity"]);
    expect(StringEquals[`${ISSUER}:aud`]).toBe("sts.amazonaws.com");
    return StringEquals[`${ISSUER}:sub`];
  };

  test("EW-026, EW-040, EW-088: by the account's provider of GitHub's tokens", () => {
    expect(only(dev.of("github"), "aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test("EW-046, EW-047, EW-049, EW-088, EW-D11: as plan, deploy or the application, each for its own subjects", () => {
    const repository = "repo:example-org/strata";

    expect(subjectsOf(dev, "plan")).toEqual([
      `${repository}:pull_request`,
      `${repository}:ref:refs/heads/main`,
    ]);
    expect(subjectsOf(dev, "deploy")).toEqual([
      `${repository}:environment:ecs-web-dev`,
      `${repository}:environment:ecs-web-dev-destroy`,
    ]);
    expect(subjectsOf(dev, "app-web")).toEqual([`${repository}:ref:refs/heads/main`]);
    expect(subjectsOf(prod, "deploy")).toEqual([`${repository}:environment:ecs-web-prod`]);
    expect(subjectsOf(prod, "app-web")).toEqual([`${repository}:environment:ecs-web-prod-application`]);
  });

  test("EW-042, EW-043, EW-044: the application may push, synchronize and update what the layers really have", () => {
    const github = dev.of("github");
    const [repository, bucket] = [
      only(dev.of("registry"), "aws_ecr_repository"),
      only(dev.of("site"), "aws_s3_bucket"),
    ];
    const service = only(dev.of("service"), "aws_ecs_service");
    const cluster = only(dev.of("service"), "aws_ecs_cluster");
    const { family } = only(dev.of("service"), "aws_ecs_task_definition");
    const roles = Object.values(dev.of("service").all("aws_iam_role")).map(({ name }) => String(name));
    const ecs = "arn:aws:ecs:ap-northeast-1:111111111111";

    expect(permissionsOf(github, "app-web_role")).toMatchObject({
      "ecr:PutImage": [`arn:aws:ecr:ap-northeast-1:111111111111:repository/${String(repository["name"])}`],
      "s3:ListBucket": [`arn:aws:s3:::${String(bucket["bucket"])}`],
      "s3:PutObject": [`arn:aws:s3:::${String(bucket["bucket"])}/*`],
      "s3:DeleteObject": [`arn:aws:s3:::${String(bucket["bucket"])}/*`],
      "ecs:UpdateService": [`${ecs}:service/${String(cluster["name"])}/${String(service["name"])}`],
      "ecs:DescribeServices": [`${ecs}:service/${String(cluster["name"])}/${String(service["name"])}`],
      "ecs:RegisterTaskDefinition": [`${ecs}:task-definition/${String(family)}:*`],
      "ecs:DescribeTaskDefinition": ["*"],
      "ssm:PutParameter": [
        `arn:aws:ssm:ap-northeast-1:111111111111:parameter${String(only(dev.of("registry"), "aws_ssm_parameter")["name"])}`,
      ],
      "iam:PassRole": expect.arrayContaining(roles.map((name) => `arn:aws:iam::111111111111:role/${name}`)),
    });
  });

  test("EW-051: without any access key", () => {
    for (const layers of [dev, prod]) {
      expect([...layers.all("aws_iam_access_key"), ...layers.all("aws_iam_user")]).toEqual([]);
    }
  });

  test("EW-026: says where the roles are", () => {
    expect(output(dev.of("github"), "app_web_role")).toBe("${aws_iam_role.app-web_role.arn}");
  });
});

describe("ecs-web, its pipelines", () => {
  test("EW-013: are GitHub Actions alone", () => {
    for (const type of ["aws_codepipeline", "aws_codebuild_project"]) {
      expect([...dev.all(type), ...prod.all(type)]).toEqual([]);
    }
  });

  test.each([
    ["EW-015: apply.yml is deploy by hand", "deploy", "workflow_dispatch"],
    [
      "EW-016: applycation.yml is ecs-web-application, which calls application",
      "ecs-web-application",
      "push",
    ],
    ["EW-017: destroy.yml is destroy", "destroy", "workflow_dispatch"],
    ["EW-018: infrastructure.yml is deploy on merge", "deploy", "push"],
    ["EW-019: pull_request.yml is pull-request", "pull-request", "pull_request"],
  ])("%s", (_row, name, trigger) => {
    expect(triggersOf(name)).toContain(trigger);
  });

  test("EW-039, EW-048, EW-050: start on disjoint paths of main", () => {
    const pushed = (name: string) =>
      projectWorkflow(name).on?.["push"] as { branches: string[]; paths: string[] };

    expect(pushed("ecs-web-application").branches).toEqual(["main"]);
    expect(pushed("ecs-web-application").paths).toContain("examples/ecs-web/**");
    expect(pushed("deploy").paths.filter((path) => path.startsWith("examples"))).toEqual([]);
    expect(pushed("deploy").paths).toEqual(expect.arrayContaining(["stacks/**", "systems/**"]));
  });

  test("EW-041, EW-045: image, page and service in this order, each from its folder", () => {
    const { dev: call } = projectWorkflow("ecs-web-application").jobs ?? {};
    const application = projectWorkflow("application");

    expect(call?.uses).toBe("./.github/workflows/application.yml");
    expect(fs.existsSync(`${String(call?.with?.["image-context"])}/Dockerfile`)).toBe(true);
    expect(fs.existsSync(`${String(call?.with?.["site-folder"])}/.env`)).toBe(true);
    expect(jobOf(application, "site-build").needs).toBe("image");
    expect(jobOf(application, "service").needs).toEqual(["image", "site"]);
  });

  test("EW-020, EW-021: have folders to build from", () => {
    const files = (folder: string) => fs.readdirSync(`examples/ecs-web/${folder}`);

    expect(files("backend")).toEqual(
      expect.arrayContaining(["Dockerfile", "package-lock.json", "package.json", "src"]),
    );
    expect(files("frontend")).toEqual(
      expect.arrayContaining([".env", "package-lock.json", "package.json", "public", "src"]),
    );
  });
});

describe("ecs-web, its workspaces", () => {
  test("EW-012, EW-031, EW-032, EW-D14: each layer of each environment keeps a locked state of its own", () => {
    for (const layer of ["network", "site", "ingress", "content", "registry", "service", "github", "state"]) {
      for (const [name, layers] of [
        ["dev", dev],
        ["prod", prod],
      ] as const) {
        const { backend } = layers.of(layer).json["terraform"] as {
          backend: { s3: Record<string, unknown> };
        };
        expect(backend.s3).toMatchObject({
          key: `ecs-web/${name}/${layer}/terraform.tfstate`,
          encrypt: true,
          dynamodb_table: "strata-state-locks",
        });
      }
    }
  });

  test("EW-D23: says on everything what it belongs to", () => {
    const [provider] = dev.of("service").json["provider"]!["aws"] as { default_tags: unknown[] }[];

    expect(provider!.default_tags).toEqual([
      { tags: { System: "ecs-web", Environment: "dev", Layer: "service", ManagedBy: "strata" } },
    ]);
  });
});
