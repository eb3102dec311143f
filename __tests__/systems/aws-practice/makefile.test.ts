import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectFile } from "../../../systems/project-file";

const STRATA = path.join(__dirname, "../../..");
const MAKEFILE = path.join(STRATA, "systems/aws-practice/Makefile");
const REGISTRY = "555555555555.dkr.ecr.ap-northeast-1.amazonaws.com";
const URL = `${REGISTRY}/aws-practice-stg`;
const STACK = `-chdir=${STRATA}/cdktf.out/stacks/registry-stg`;

/** Programs that write down how they were called instead of doing anything. */
const PROGRAMS: Readonly<Record<string, string>> = {
  terraform: `case "$*" in *api_repository_url) printf '%s' "$REPOSITORY_URL";; *api_tag_parameter) printf /practice/images/api-stg;; *) exit 1;; esac`,
  aws: `case "$1 $2" in "ecr get-login-password") echo secret-of-an-hour;; "ecr describe-images") [ "$IMAGE" = there ] && echo sha256:1 || { echo ImageNotFoundException >&2; exit 254; };; esac`,
  docker: `if [ "$1" = login ]; then printf 'docker reads %s\\n' "$(cat)" >> "$CALLS"; fi; [ "$DOCKER_FAILS" != "$1" ]`,
};

let folder: string;
let commit: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-makefile-"));
  for (const [program, script] of Object.entries(PROGRAMS)) {
    const text = `#!/bin/bash\nprintf '%s\\n' "${program} $*" >> "$CALLS"\n${script}\n`;
    fs.mkdirSync(path.join(folder, "bin"), { recursive: true });
    fs.writeFileSync(path.join(folder, "bin", program), text, { mode: 0o755 });
  }
  for (const source of ["api", "other api"]) {
    fs.mkdirSync(path.join(folder, "application", source), { recursive: true });
    fs.writeFileSync(path.join(folder, "application", source, "Dockerfile"), "FROM scratch\n");
  }
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", path.join(folder, "application"), ...args], { encoding: "utf8" });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "first");
  commit = git("rev-parse", "HEAD").trim();
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly status: number | null;
  readonly stderr: string;
  /** Every call of a program, in order. */
  readonly calls: readonly string[];
}

/** Runs make in the folder of the application. */
function make(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Run {
  const calls = path.join(folder, "calls");
  fs.rmSync(calls, { force: true });
  const { status, stderr } = spawnSync("make", ["-f", MAKEFILE, ...args], {
    cwd: path.join(folder, "application"),
    encoding: "utf8",
    env: {
      PATH: `${path.join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      CALLS: calls,
      REPOSITORY_URL: URL,
      IMAGE: "there",
      ...variables,
    },
  });
  return {
    status,
    stderr,
    calls: fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trimEnd().split("\n") : [],
  };
}

const OUTPUT = `terraform ${STACK} output -raw api_repository_url`;
const login = () => [
  OUTPUT,
  "aws ecr get-login-password --region ap-northeast-1",
  `docker login --username AWS --password-stdin ${REGISTRY}`,
  "docker reads secret-of-an-hour",
];
const build = () => [
  OUTPUT,
  `docker build --platform=linux/amd64 -t ${URL}:${commit} -f ./api/Dockerfile ./api`,
];
const push = () => [OUTPUT, `docker push ${URL}:${commit}`];

describe("the Makefile of aws-practice", () => {
  // The two ends of the pipe start together, so only what each says is in order.
  it("AP-118 logs Docker in as AWS, with a password that is piped and never an argument", () => {
    const { status, calls } = make(["docker-login", "ENV=stg"]);
    expect({ status, calls: [...calls].sort() }).toEqual({ status: 0, calls: login().sort() });
  });

  it("AP-113 AP-119 AP-123 AP-124 builds for linux/amd64, tagged with the commit's hash", () => {
    expect(make(["build-image", "ENV=stg", "DOCKERFILE_DIR=./api"])).toMatchObject({
      status: 0,
      calls: build(),
    });
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
  });

  it("AP-119 builds from a folder whose name has a space", () => {
    expect(make(["build-image", "ENV=stg", "DOCKERFILE_DIR=./other api"])).toMatchObject({
      status: 0,
      calls: [
        OUTPUT,
        `docker build --platform=linux/amd64 -t ${URL}:${commit} -f ./other api/Dockerfile ./other api`,
      ],
    });
  });

  it.each([[[]], [["DOCKERFILE_DIR=./api"]]])(
    "AP-113 AP-120 pushes the image of the commit %j",
    (further) => {
      expect(make(["push-image", "ENV=stg", ...further])).toMatchObject({ status: 0, calls: push() });
    },
  );

  it("AP-125 logs in, builds and pushes at once, in this order", () => {
    const { status, calls } = make(["publish-image", "ENV=stg", "DOCKERFILE_DIR=./api"]);
    expect(status).toBe(0);
    expect([...calls.slice(0, 4)].sort()).toEqual(login().sort());
    expect(calls.slice(4)).toEqual([...build(), ...push()]);
  });

  it("AP-125 stops where one step fails", () => {
    const { status, calls } = make(["publish-image", "ENV=stg", "DOCKERFILE_DIR=./api"], {
      DOCKER_FAILS: "build",
    });
    expect(status).toBe(2);
    expect(calls.slice(4)).toEqual(build());
  });

  it("AP-113 records the commit of an image that is there, for the next deployment", () => {
    expect(make(["record-image", "ENV=stg"])).toMatchObject({
      status: 0,
      calls: [
        OUTPUT,
        `terraform ${STACK} output -raw api_tag_parameter`,
        `aws ecr describe-images --region ap-northeast-1 --repository-name aws-practice-stg --image-ids imageTag=${commit} --output text --query imageDetails[0].imageDigest`,
        `aws ssm put-parameter --region ap-northeast-1 --name /practice/images/api-stg --value ${commit} --overwrite --output text`,
      ],
    });
  });

  it("AP-113 records no image that was never pushed", () => {
    const { status, calls, stderr } = make(["record-image", "ENV=stg"], { IMAGE: "missing" });
    expect(status).toBe(2);
    expect(stderr).toContain("ImageNotFoundException");
    expect(calls.filter((call) => call.includes("put-parameter"))).toEqual([]);
  });

  it("AP-121 AP-122 takes account, Region and repository of prd from prd's stack", () => {
    const url = "666666666666.dkr.ecr.us-east-1.amazonaws.com/aws-practice-prd";
    const { status, calls } = make(["docker-login", "ENV=prd"], { REPOSITORY_URL: url });
    expect({ status, calls: [...calls].sort() }).toEqual({
      status: 0,
      calls: [
        "aws ecr get-login-password --region us-east-1",
        "docker login --username AWS --password-stdin 666666666666.dkr.ecr.us-east-1.amazonaws.com",
        "docker reads secret-of-an-hour",
        OUTPUT.replace("registry-stg", "registry-prd"),
      ],
    });
  });

  it("AP-121 holds no account id and no name of a repository", () => {
    const text = projectFile("systems/aws-practice/Makefile");
    expect(text).not.toMatch(/\d{12}/);
    expect(text).not.toContain("aws-practice-stg");
  });

  it.each([
    ["docker-login", []],
    ["build-image", ["DOCKERFILE_DIR=./api"]],
    ["push-image", []],
    ["record-image", []],
    ["publish-image", ["DOCKERFILE_DIR=./api"]],
  ])("AP-121 %s refuses an environment that is none before it calls anything", (target, further) => {
    for (const [given, got] of [
      [[], "nothing"],
      [["ENV="], "nothing"],
      [["ENV=dev"], "dev"],
      [["ENV=stg prd"], "stg prd"],
      [["ENV=st%"], "st%"],
    ] as const) {
      const { status, stderr, calls } = make([target, ...given, ...further]);
      expect({ status, calls, stderr }).toEqual({
        status: 2,
        calls: [],
        stderr: expect.stringContaining(`ENV: must be one of stg prd, got ${got}; write ENV=stg`),
      });
    }
  });

  it.each(["build-image", "publish-image"])(
    "AP-121 %s refuses a folder without a Dockerfile before it calls anything",
    (target) => {
      for (const [given, got] of [
        [[], "nothing"],
        [["DOCKERFILE_DIR=./web"], "./web"],
        [["DOCKERFILE_DIR=."], "."],
      ] as const) {
        const { status, stderr, calls } = make([target, "ENV=stg", ...given]);
        expect({ status, calls, stderr }).toEqual({
          status: 2,
          calls: [],
          stderr: expect.stringContaining(`DOCKERFILE_DIR: must be a folder with a Dockerfile, got ${got};`),
        });
      }
    },
  );

  it.each(["", "Warning: No outputs found", "aws-practice-stg", "1.dkr.ecr.ap-northeast-1.amazonaws.com/"])(
    "AP-122 refuses %j as the repository",
    (url) => {
      const { status, stderr, calls } = make(["docker-login", "ENV=stg"], { REPOSITORY_URL: url });
      expect({ status, calls }).toEqual({ status: 2, calls: [OUTPUT] });
      expect(stderr).toContain(
        `registry-stg: api_repository_url must be the URL of a repository, got ${url || "nothing"}; deploy registry-stg first`,
      );
    },
  );

  it("AP-113 neither builds nor pushes what is not committed, as its tag would name something else", () => {
    const file = path.join(folder, "application/api/Main.kt");
    fs.writeFileSync(file, "fun main() {}\n");
    try {
      for (const target of ["build-image", "push-image"]) {
        const { status, stderr, calls } = make([target, "ENV=stg", "DOCKERFILE_DIR=./api"]);
        expect({ status, calls }).toEqual({ status: 2, calls: [OUTPUT] });
        expect(stderr).toContain("./api: must be committed, as the commit's hash tags the image");
      }
    } finally {
      fs.rmSync(file);
    }
  });

  it("tells what it can do when nothing is asked for", () => {
    expect(make([])).toMatchObject({ status: 0, calls: [] });
  });
});
