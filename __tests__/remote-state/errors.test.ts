import path from "node:path";
import type { Environment } from "../../constructs/core/environment";
import { formatProblem } from "../../constructs/core/errors";
import { startStateServers, type StateServers } from "../../operations/embedded/state-servers";
import { explainStateError } from "../../operations/state/explain";
import { FIXTURE, fixtureWith } from "../support/state-fixture/environment";
import { synthesizeFixture } from "../support/state-fixture/synthesize";
import { describeWithTerraform, temporaryFolder, terraform, tryTerraform } from "../support/terraform";

const { bucket, lockTable } = FIXTURE.state;
const STATE_A = "fixture/dev/a/terraform.tfstate";

describeWithTerraform("what is wrong with the remote state is said in one line", () => {
  let servers: StateServers;

  beforeAll(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
  });

  afterAll(() => servers.stop());

  function workspaces(environment: Environment = FIXTURE): { readonly a: string; readonly b: string } {
    return synthesizeFixture(path.join(temporaryFolder(), "cdktf.out"), { environment });
  }

  /** Runs the command, which must fail, and returns what we say about it. */
  async function failure(
    directory: string,
    command: readonly string[],
    {
      environment = FIXTURE,
      variables = {},
    }: { environment?: Environment; variables?: Record<string, string> } = {},
  ): Promise<string> {
    const result = await tryTerraform(directory, { ...servers.environment, ...variables }, ...command);
    expect(result.exitCode).toBe(1);
    const problem = explainStateError(result.stderr, { environment, directory: "cdktf.out/stacks/a-dev" });
    return problem ? formatProblem(problem) : `unexplained: ${result.stderr}`;
  }

  test("a missing bucket", async () => {
    const environment = fixtureWith({ bucket: "strata-state-elsewhere" });

    expect(await failure(workspaces(environment).a, ["init"], { environment })).toBe(
      "fixture.dev.environment.state.bucket: must exist in account 111111111111, ap-northeast-1, " +
        "got no bucket strata-state-elsewhere; make it with npm run bootstrap -- dev --system fixture",
    );
  });

  test("a missing table", async () => {
    const environment = fixtureWith({ lockTable: "no-locks" });
    const { a } = workspaces(environment);
    await terraform(a, servers.environment, "init");

    expect(await failure(a, ["apply", "-auto-approve"], { environment })).toBe(
      "fixture.dev.environment.state.lockTable: must exist in account 111111111111, ap-northeast-1, " +
        "got no table no-locks; make it again as docs/operations/remote-state.md says, or correct its name",
    );
    expect(await servers.listObjects(bucket)).not.toContain(STATE_A);
  });

  test("credentials that AWS does not know", async () => {
    expect(await failure(workspaces().a, ["init"], { variables: { AWS_ACCESS_KEY_ID: "AKIAUNKNOWN" } })).toBe(
      "AWS credentials: must be valid for account 111111111111, " +
        "got an access key that AWS refuses (InvalidClientTokenId); sign in again, or correct the variables that hold the key",
    );
  });

  test("credentials that lapse between init and plan", async () => {
    const { a } = workspaces();
    await terraform(a, servers.environment, "init");

    expect(await failure(a, ["plan"], { variables: { AWS_ACCESS_KEY_ID: "AKIAUNKNOWN" } })).toContain(
      "AWS credentials: must be valid for account 111111111111",
    );
  });

  test("no credentials", async () => {
    const variables = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

    expect(await failure(workspaces().a, ["init"], { variables })).toBe(
      "AWS credentials: must be there for account 111111111111, got nothing; set AWS_PROFILE, or sign in with aws sso login",
    );
  });

  test("a profile that does not exist", async () => {
    expect(await failure(workspaces().a, ["init"], { variables: { AWS_PROFILE: "staging" } })).toBe(
      "AWS_PROFILE: must name a profile of ~/.aws/config, got staging; correct the name, or make the profile with aws configure sso",
    );
  });

  test("credentials of another account", async () => {
    const environment = { ...FIXTURE, account: "222222222222" };

    expect(await failure(workspaces(environment).a, ["init"], { environment })).toBe(
      "fixture.dev.environment.account: must be the account of the credentials (it is 222222222222), " +
        "got credentials of 111111111111; use credentials of the environment's account, or correct the account in config.ts",
    );
  });

  test("a state that is cut off", async () => {
    const { a } = workspaces();
    await terraform(a, servers.environment, "init");
    await servers.putObject(bucket, STATE_A, '{"version":4,"serial":');

    for (const command of [["init"], ["plan"], ["apply", "-auto-approve"], ["state", "pull"]]) {
      expect(await failure(a, command)).toBe(
        `state in ${bucket}: must be a Terraform state, got text that is no JSON; ` +
          "bring back the object's last good version as docs/operations/remote-state.md says",
      );
    }
    expect(await servers.getObject(bucket, STATE_A)).toBe('{"version":4,"serial":');
    expect(await servers.heldLocks(lockTable)).toEqual([]);
    await servers.deleteObject(bucket, STATE_A);
  });

  test("a producer that is not deployed", async () => {
    const { b } = workspaces();
    await terraform(b, servers.environment, "init");

    expect(await failure(b, ["plan"])).toBe(
      "cross-stack-reference-input-a-dev: must be deployed before a stack that reads it, got no state of that stack; " +
        "deploy the stack that it names first; cdktf deploy orders the stacks that it is given",
    );
  });
});
