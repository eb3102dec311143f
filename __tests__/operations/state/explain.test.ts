import { formatProblem } from "../../../constructs/core/errors";
import { explainStateError } from "../../../operations/state/explain";
import { FIXTURE } from "../../support/state-fixture/environment";

// What Terraform and AWS write where no embedded server can make them write it, or only slowly. The other errors are
// tested on the real Terraform in remote-state/errors.test.ts.

function explain(output: string): string | undefined {
  const problem = explainStateError(output, { environment: FIXTURE, directory: "cdktf.out/stacks/a-dev" });
  return problem && formatProblem(problem);
}

test("a digest that does not fit, as Terraform 1.11 words it after ten seconds of trying", () => {
  const output = `
Error: Error refreshing state: state data in S3 does not have the expected content.

The checksum calculated for the state stored in S3 does not match the checksum
stored in DynamoDB.

Bucket: states
Key:    fixture/dev/a/terraform.tfstate
Calculated checksum: 7dede860a7f65c32d71c0eb66f15c84f
Stored checksum:     a6beac21980ff3713a7b4762da5f0f3d

This may be caused by unusually long delays in S3 processing a previous state
update. Please wait for a minute or two and try again.`;

  expect(explain(output)).toBe(
    "state fixture/dev/a/terraform.tfstate: must be the one that the table of locks knows " +
      "(digest a6beac21980ff3713a7b4762da5f0f3d), got digest 7dede860a7f65c32d71c0eb66f15c84f; " +
      "compare its versions and set the digest as docs/operations/remote-state.md says",
  );
});

test("a role whose boundary is not there yet, as IAM words it", () => {
  const output =
    "Error: creating IAM Role (fixture-dev-task): operation error IAM: CreateRole, https response error StatusCode: 404, " +
    "NoSuchEntity: Scope ARN: arn:aws:iam::111111111111:policy/fixture-dev-boundary does not exist or is not attachable.";

  expect(explain(output)).toBe(
    "fixture.dev.github: must be deployed before any layer that makes roles, " +
      "got no policy fixture-dev-boundary in account 111111111111; " +
      "deploy github-dev first, by hand (docs/operations/github.md)",
  );
});

test("a state of no bytes, which the SDK asks for again and again for 20 seconds", () => {
  const output =
    'Error: Error refreshing state: Unable to access object "fixture/dev/a/terraform.tfstate" in S3 bucket "states": unexpected EOF';

  expect(explain(output)).toBe(
    "state in strata-state-111111111111-ap-northeast-1: must be a Terraform state, got an object that Terraform cannot read; " +
      "bring back the object's last good version as docs/operations/remote-state.md says",
  );
});

test("a refusal by IAM, with the box and colours that a terminal gets", () => {
  const output = `\u001b[31m╷\u001b[0m
\u001b[31m│\u001b[0m \u001b[1mError: \u001b[0mFailed to get existing workspaces: Unable to list objects in S3 bucket
\u001b[31m│\u001b[0m "states" with prefix "env:/": operation error S3: ListObjectsV2, https response error StatusCode:
\u001b[31m│\u001b[0m 403, RequestID: X, HostID: Y, api error AccessDenied: Access Denied
\u001b[31m╵\u001b[0m`;

  expect(explain(output)).toBe(
    "AWS credentials: must be allowed to use bucket strata-state-111111111111-ap-northeast-1, " +
      "table strata-state-locks and their key, got a refusal by AWS (AccessDenied); " +
      "grant what docs/operations/remote-state.md lists, or use another role; a bucket of somebody else's needs another name",
  );
});

test("credentials that have run out", () => {
  expect(explain("api error ExpiredToken: The security token included in the request is expired")).toContain(
    "got an access key that AWS refuses (ExpiredToken)",
  );
});

test("a local state that another run on this machine holds", () => {
  const output = `
Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        0e6b
  Path:      terraform.tfstate
  Operation: OperationTypeApply
  Who:       me@here`;

  expect(explain(output)).toBe(
    "state in cdktf.out/stacks/a-dev: is written by one run at a time, got another run on this machine; wait for that run to end",
  );
});

test("a Terraform that is too old", () => {
  const output = `
Error: Unsupported Terraform Core version

  on cdk.tf.json line 70, in terraform:
  70:     "required_version": ">= 1.11.0"

This configuration does not support Terraform version 1.5.7.`;

  expect(explain(output)).toBe(
    "PATH: must hold a Terraform that the workspaces allow (1.11 or later), got version 1.5.7; " +
      "install it from https://developer.hashicorp.com/terraform/install",
  );
});

test.each([
  "Error: Invalid for_each argument",
  "Error: creating S3 Bucket (x): BucketAlreadyExists: The requested bucket name is not available.",
  "",
])("nothing is said about other errors: %s", (output) => {
  expect(explain(output)).toBeUndefined();
});
