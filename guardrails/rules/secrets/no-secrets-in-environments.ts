import { type GuardRail } from "../../guard-rail";
import { eachContainer, variablesOf } from "../compute/containers";

const SECRET = /(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY|API_KEY)/i;
/** A variable that names where the secret lies holds none. */
const REFERENCE = /(ARN|NAME|PATH|ID|URL)$/i;

/** `SEC-002`: no secrets in clear variables. */
export const noSecretsInEnvironments: GuardRail = {
  id: "SEC-002",
  title: "A container takes its secrets from Secrets Manager or Parameter Store",
  why: "its environment can be read by whoever may describe a task definition",
  fix: "move the variable from environment to secrets",
  controls: { fsbp: ["ECS.8"], checkov: [] },
  types: ["aws_ecs_task_definition"],
  check: ({ attributes }) =>
    eachContainer(attributes, (container) =>
      variablesOf(container)
        .filter((name) => SECRET.test(name) && !REFERENCE.test(name))
        .map((name) => `${name} in clear text`),
    ),
};
