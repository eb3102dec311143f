import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { runShell, type ShellSurroundings } from "../../support/shell";

interface Phase {
  readonly "on-failure": string;
  readonly commands: readonly string[];
}
interface Buildspec {
  readonly version: number;
  readonly env: { readonly shell: string };
  readonly phases: Readonly<Record<string, Phase>>;
  readonly artifacts?: { readonly files: readonly string[] };
}

function read(file: string): Buildspec {
  return parse(readFileSync(join(__dirname, "../../../systems/serverless-web", file), "utf8")) as Buildspec;
}

const HOST = "111111111111.dkr.ecr.ap-northeast-1.amazonaws.com";
const VARIABLES = {
  REGISTRY: HOST,
  IMAGE_TAG: "0a1b2c3",
  IMAGES: `frontend,frontend,${HOST}/x-frontend backend,backend,${HOST}/x-backend sidecar,images/db-sidecar,${HOST}/x-sidecar`,
  SERVICES: `frontend=frontend@${HOST}/x-frontend backend=backend@${HOST}/x-backend,sidecar@${HOST}/x-sidecar`,
  SITE_DIRECTORY: "frontend/dist",
  SITE_BUCKET: "site",
  DISTRIBUTION_ID: "E1",
  CODEBUILD_BUILD_SUCCEEDING: "1",
};
const DOCKERFILES = ["frontend/Dockerfile", "backend/Dockerfile", "images/db-sidecar/Dockerfile"];
const SILENT = { aws: "", docker: "", npm: "" };

describe("the buildspec of serverless-web", () => {
  const buildspec = read("buildspec.yml");
  const commands = (phase: string) => buildspec.phases[phase]?.commands ?? [];
  // As CodeBuild does it: one command after the other in one shell, until one fails.
  const run = (phase: string, surroundings: Partial<ShellSurroundings> = {}) =>
    runShell(
      commands(phase)
        .map((command) => `{ ${command}\n} || exit 1`)
        .join("\n"),
      {
        commands: SILENT,
        variables: VARIABLES,
        before: DOCKERFILES,
        ...surroundings,
      },
    );

  test("has the phases of a build in order, each of which ends it by failing", () => {
    expect(buildspec.version).toBe(0.2);
    expect(buildspec.env.shell).toBe("bash");
    expect(Object.keys(buildspec.phases)).toEqual(["install", "pre_build", "build", "post_build"]);
    for (const phase of Object.values(buildspec.phases)) {
      expect(phase["on-failure"]).toBe("ABORT");
    }
  });

  test("SW-074: installs with npm ci", () => {
    expect(run("install").calls).toEqual(["npm ci"]);
  });

  test("SW-075, SW-D26: tests and logs in to the registry before it builds", () => {
    const { calls } = run("pre_build");

    // The two sides of the login run at once.
    expect([...calls].sort()).toEqual([
      "aws ecr get-login-password",
      `docker login --username AWS --password-stdin ${HOST}`,
      "npm test",
    ]);
  });

  test("a failing test ends the build before anything is pushed", () => {
    const { status, calls } = run("pre_build", { commands: { ...SILENT, npm: "exit 1" } });

    expect(status).not.toBe(0);
    expect(calls).toEqual(["npm test"]);
  });

  test("SW-076 to SW-082, SW-D27: builds the application and three images, pushed by commit and as latest", () => {
    const { status, calls } = run("build");

    expect(status).toBe(0);
    expect(calls).toEqual([
      "npm run build",
      ...["frontend", "backend", "sidecar"].flatMap((image) => [
        `docker build -t ${HOST}/x-${image}:0a1b2c3 .`,
        `docker push ${HOST}/x-${image}:0a1b2c3`,
        `docker tag ${HOST}/x-${image}:0a1b2c3 ${HOST}/x-${image}:latest`,
        `docker push ${HOST}/x-${image}:latest`,
      ]),
    ]);
  });

  test("SW-077, SW-078, SW-079: builds and pushes by the variable IMAGE", () => {
    expect(commands("build").join("\n")).toContain("docker build -t $IMAGE .");
    expect(commands("build").join("\n")).toContain("docker push $IMAGE");
  });

  test("each image is built in its own directory", () => {
    const { stdout } = run("build", { commands: { ...SILENT, docker: '[ "$1" = build ] && ls; true' } });

    expect(stdout.match(/^Dockerfile$/gm)).toHaveLength(3);
  });

  test("SW-D26: writes which image each container runs, for each service", () => {
    const { files } = run("build", {
      after: ["imagedefinitions-frontend.json", "imagedefinitions-backend.json"],
    });

    expect(JSON.parse(files["imagedefinitions-frontend.json"]!)).toEqual([
      { name: "frontend", imageUri: `${HOST}/x-frontend:0a1b2c3` },
    ]);
    expect(JSON.parse(files["imagedefinitions-backend.json"]!)).toEqual([
      { name: "backend", imageUri: `${HOST}/x-backend:0a1b2c3` },
      { name: "sidecar", imageUri: `${HOST}/x-sidecar:0a1b2c3` },
    ]);
    expect(buildspec.artifacts?.files).toEqual(["imagedefinitions-*.json"]);
  });

  test.each(["build", "push"])("a failing docker %s ends the build", (verb) => {
    const { status, calls } = run("build", { commands: { ...SILENT, docker: `[ "$1" != ${verb} ]` } });

    expect(status).not.toBe(0);
    expect(calls.at(-1)).toContain(`docker ${verb}`);
  });

  test("SW-D28: publishes the SPA, its entry page last, and renews the cache", () => {
    expect(run("post_build").calls).toEqual([
      "aws s3 sync frontend/dist s3://site --exclude index.html",
      "aws s3 cp frontend/dist/index.html s3://site/index.html --cache-control no-cache",
      "aws cloudfront create-invalidation --distribution-id E1 --paths /*",
    ]);
  });

  test("a broken build publishes nothing", () => {
    const { status, calls } = run("post_build", {
      variables: { ...VARIABLES, CODEBUILD_BUILD_SUCCEEDING: "0" },
    });

    expect(status).not.toBe(0);
    expect(calls).toEqual([]);
  });
});

describe("the verification of what runs", () => {
  const [verify, record] = read("buildspec.verify.yml").phases["build"]!.commands as [string, string];
  const REVISION = "arn:aws:ecs:ap-northeast-1:111111111111:task-definition/x-backend:7";
  const variables = {
    CLUSTER: "cluster",
    IMAGE_TAG: "0a1b2c3",
    SERVICES: `backend-service=backend@${HOST}/x-backend,sidecar@${HOST}/x-sidecar`,
    IMAGE_TAG_PARAMETERS: "/x/images/backend /x/images/sidecar",
  };
  const images = (tag: string) => `sidecar@${HOST}/x-sidecar:${tag}\\tbackend@${HOST}/x-backend:${tag}`;
  const aws = (state: string, tag: string, wait = 0) => `case "$2" in
    wait) exit ${wait} ;;
    describe-services) printf '${state}\\t${REVISION}\\n' ;;
    describe-task-definition) printf '${images(tag)}\\n' ;;
  esac`;
  const run = (script: string, body: string) =>
    runShell(`{ ${verify}\n} || exit 1\n${script}`, { commands: { aws: body }, variables });

  test("SW-073: records the tags when every container runs the image that was asked for", () => {
    const { status, calls, stdout } = run(record, aws("COMPLETED", "0a1b2c3"));

    expect(status).toBe(0);
    expect(stdout).toContain(`backend-service runs ${REVISION} as asked for`);
    expect(calls).toEqual([
      "aws ecs wait services-stable --cluster cluster --services backend-service",
      expect.stringContaining(
        "aws ecs describe-services --cluster cluster --services backend-service --query",
      ),
      expect.stringContaining(`aws ecs describe-task-definition --task-definition ${REVISION} --query`),
      "aws ssm put-parameter --name /x/images/backend --value 0a1b2c3 --overwrite",
      "aws ssm put-parameter --name /x/images/sidecar --value 0a1b2c3 --overwrite",
    ]);
  });

  test.each([
    ["ECS went back to the old image", "COMPLETED", "fffffff", 0],
    ["the deployment failed", "FAILED", "0a1b2c3", 0],
    ["the deployment goes on", "IN_PROGRESS", "0a1b2c3", 0],
    ["the service does not settle", "COMPLETED", "0a1b2c3", 255],
    ["ECS knows no deployment", "None", "", 0],
  ])("fails and records nothing when %s", (_case, state, tag, wait) => {
    const { status, calls } = run(record, aws(state, tag, wait));

    expect(status).not.toBe(0);
    expect(calls.filter((call) => call.includes("put-parameter"))).toEqual([]);
  });

  test("fails when AWS does not answer, and when it does not take the tags", () => {
    const answers = aws("COMPLETED", "0a1b2c3");

    expect(run(record, "exit 254").status).not.toBe(0);
    expect(run(record, `[ "$2" = wait ] || exit 254`).status).not.toBe(0);
    expect(run(record, `[ "$1" = ssm ] && exit 254\n${answers}`).status).not.toBe(0);
  });

  test("says what runs and what was asked for", () => {
    const { stderr } = run("", aws("COMPLETED", "fffffff"));

    expect(stderr).toContain("backend-service does not run what was asked for.");
    expect(stderr).toContain(`backend@${HOST}/x-backend:fffffff`);
    expect(stderr).toContain(`backend@${HOST}/x-backend:0a1b2c3`);
  });
});
