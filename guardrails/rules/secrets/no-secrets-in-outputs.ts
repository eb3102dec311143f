import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";

/** Attributes of resources whose value is the secret itself. */
const SECRET_ATTRIBUTES =
  /\b(random_(password|bytes)\.[^.}]+\.(result|base64|hex|bcrypt_hash)|[^.}]+\.(secret_string|secret_binary|master_password|auth_token|private_key|secret_access_key|ses_smtp_password_v4))\b/;

/** `SEC-004`: no secret among the outputs. */
export const noSecretsInOutputs: GuardRail = {
  id: "SEC-004",
  title: "An output hands no secret on",
  why: "it lies in the state in clear text, and whoever reads the outputs reads it, sensitive or not",
  fix: "hand on the ARN of the secret, and let the reader ask Secrets Manager",
  controls: {},
  types: ["output"],
  check: ({ attributes: { value } }) => {
    const found = SECRET_ATTRIBUTES.exec(shown(value));
    return found ? [notCompliant(found[0])] : [];
  },
};
