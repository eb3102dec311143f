import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { startStateServers } from "../../../operations/embedded/state-servers";
import { cleanVariables, describeWithTerraform, start, temporaryFolder } from "../../support/terraform";

const ROOT = path.resolve(__dirname, "../../..");
const COMMAND = [path.join(ROOT, "run.cjs"), path.join(ROOT, "operations/bootstrap.ts")];

/** Runs the command as a user would, in a project folder that is empty. */
function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const project = temporaryFolder();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, ...args], {
    cwd: project,
    env: { ...cleanVariables(), AWS_EC2_METADATA_DISABLED: "true", ...variables },
    encoding: "utf8",
  });
  return { status, stdout, stderr, left: fs.readdirSync(project) };
}

describe("bootstrap on the command line refuses and leaves nothing behind", () => {
  test("an unknown environment", () => {
    const { status, stderr, left } = run(["nowhere"]);

    expect(stderr).toBe(
      "environment: must be an environment of serverless-web, got nowhere; choose one of dev, prod\n",
    );
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });

  test("an unknown system, by option and by variable", () => {
    for (const { status, stderr, left } of [
      run(["dev", "--system", "nothing"]),
      run(["dev"], { SYSTEM: "nothing" }),
    ]) {
      expect(stderr).toMatch(
        /^SYSTEM: must be a system of this project, got nothing; choose one of serverless-web/,
      );
      expect({ status, left }).toEqual({ status: 1, left: [] });
    }
  });

  test("a malformed account", () => {
    const { status, stderr, left } = run(["dev"], { STRATA_ACCOUNT_SERVERLESS_WEB_DEV: "12" });

    expect(stderr).toContain(
      "serverless-web.dev.environment.account: must be a 12-digit AWS account id, got 12;",
    );
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });

  test("no environment", () => {
    const { status, stderr, left } = run([]);

    expect(stderr).toBe("error: missing required argument 'environment'\n");
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });

  test("a machine without Terraform", () => {
    const { status, stderr, left } = run(["dev"], { TERRAFORM_BINARY_NAME: "no-such-terraform" });

    expect(stderr).toBe(
      "PATH: must hold no-such-terraform, 1.11 or later, got nothing; install it from " +
        "https://developer.hashicorp.com/terraform/install, or name another by TERRAFORM_BINARY_NAME\n",
    );
    expect({ status, left }).toEqual({ status: 1, left: [] });
  });

  describeWithTerraform("asked by Terraform", () => {
    test("no credentials", () => {
      const { status, stderr, left } = run(["dev"], { HOME: "/nonexistent" });

      expect(stderr).toBe(
        "AWS credentials: must be there for account 111111111111, got nothing; set AWS_PROFILE, or sign in with aws sso login\n",
      );
      expect({ status, left }).toEqual({ status: 1, left: [] });
    });

    test("credentials of another account, before anything is asked of it", async () => {
      const servers = await startStateServers({ account: "999999999999" });
      const project = temporaryFolder();
      const child = start(process.execPath, [...COMMAND, "dev"], project, servers.environment);
      const status = await new Promise((resolve) => child.once("close", resolve));
      await servers.stop();

      expect(status).toBe(1);
      expect(fs.readdirSync(project)).toEqual([]);
      expect([...new Set(servers.requests.map(({ service }) => service))]).toEqual(["sts"]);
    });
  });
});
