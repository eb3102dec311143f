import { type GuardRail, notCompliant } from "../../guard-rail";
import { type Attributes, blocks, isReference, valueAt } from "../../workspace";
import { eachContainer, variablesOf } from "../compute/containers";

const SECRET = /(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY|API_KEY)/i;
/** A variable that names where the secret lies holds none. */
const REFERENCE = /(ARN|NAME|PATH|ID|URL)$/i;

/** `SEC-002`: no secrets in clear variables. */
export const noSecretsInEnvironments: GuardRail = {
  id: "SEC-002",
  title: "A container, function or build takes its secrets from Secrets Manager or Parameter Store",
  why: "its environment can be read by whoever may describe it",
  fix: "move the variable from environment to secrets, or have the function ask for the secret by its ARN",
  controls: { fsbp: ["CodeBuild.2", "ECS.8"], checkov: ["CKV_AWS_45"] },
  types: ["aws_ecs_task_definition", "aws_lambda_function", "aws_codebuild_project"],
  check: ({ type, attributes }) => {
    const found = (name: string) => `${name} in clear text`;
    return type === "aws_ecs_task_definition"
      ? eachContainer(attributes, (container) => variablesOf(container).filter(isSecret).map(found))
      : namesOf(type, attributes).filter(isSecret).map(found).map(notCompliant);
  },
};

/** Names of the variables that a function or a build gets in clear text. */
function namesOf(type: string, attributes: Attributes): readonly string[] {
  if (type === "aws_lambda_function") {
    const variables = valueAt(attributes, "environment.variables");
    return isReference(variables) ? [] : Object.keys(variables ?? {});
  }
  return blocks(attributes, "environment")
    .flatMap((environment) => blocks(environment, "environment_variable"))
    .filter(({ type: kind = "PLAINTEXT" }) => kind === "PLAINTEXT")
    .map(({ name }) => String(name));
}

function isSecret(name: string): boolean {
  return SECRET.test(name) && !REFERENCE.test(name);
}
