import { formatProblem } from "../../../constructs/core/errors";
import { explainCreation } from "../../../operations/bootstrap/explain-creation";
import { FIXTURE } from "../../support/state-fixture/environment";

function explain(text: string): string | undefined {
  const problem = explainCreation(text, FIXTURE);
  return problem && formatProblem(problem);
}

test.each([
  [
    "creating S3 Bucket (x): api error BucketAlreadyOwnedByYou: Your previous request",
    "BucketAlreadyOwnedByYou",
  ],
  ["creating DynamoDB Table (x): ResourceInUseException: Table already exists: x", "Table already exists"],
  [
    "creating KMS Alias (alias/strata-state): AlreadyExistsException: An alias with the name arn:aws:kms:x:alias/strata-state already exists",
    "An alias with the name arn:aws:kms:x:alias/strata-state already exists",
  ],
])("what is there already can be taken over: %s", (text, got) => {
  expect(explain(text)).toBe(
    `account 111111111111: must hold no part of the remote state that the bootstrap does not know of, got ${got}; ` +
      "run npm run bootstrap -- dev --system fixture --adopt to take over what is there",
  );
});

test("what was half made is not made anew", () => {
  const text =
    "Error: Instance cannot be destroyed on cdk.tf.json line 120, in resource.aws_s3_bucket.state_bucket: 120: }, " +
    "Resource aws_s3_bucket.state_bucket has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.";

  expect(explain(text)).toBe(
    "aws_s3_bucket.state_bucket: must not be made anew, got a resource that an earlier run was cut off in; " +
      "run npm run bootstrap -- dev --system fixture --adopt to keep it as it is",
  );
});

test("a bucket of another account's needs another name", () => {
  expect(
    explain(
      "creating S3 Bucket (x): api error BucketAlreadyExists: The requested bucket name is not available",
    ),
  ).toBe(
    "fixture.dev.environment.state.bucket: must be free in all of AWS, " +
      "got strata-state-111111111111-ap-northeast-1, which belongs to another account; choose another name",
  );
});

test("nothing is said about other errors", () => {
  expect(explain("Error: creating KMS Key: LimitExceededException")).toBeUndefined();
});
