import type { Block } from "../schema/types";
import { arnOf } from "./answers/arns";
import { identifier } from "./answers/ids";
import { madeResource } from "./answers/resource";
import { characters } from "./answers/special";
import { usualAnswer } from "./answers/usual";
import { fill, knownOf } from "./apply";
import { isRecord, UNKNOWN } from "./codec";
import type { Value } from "./codec";
import type { ProviderContext } from "./context";

const DEFAULT_LENGTH = 32;

/** What every ephemeral secret of a rehearsal holds, so that a test can look for it where it must not stand. */
export const EPHEMERAL_SECRET_MARK = "aA1EphemeralSecret";

/** Opens an ephemeral resource: its value exists for this run only, and is the same in every rehearsal. */
export function openEphemeral(type: string, block: Block, context: ProviderContext, config: Value): Value {
  if (!isRecord(config)) {
    return config;
  }
  const known = knownOf(config);
  const made = madeResource(type, known, context);
  const id = identifier(made);
  const length = Number(known["length"] ?? known["password_length"] ?? DEFAULT_LENGTH);
  const secret = `${EPHEMERAL_SECRET_MARK}${characters({ ...known, length }, made.hash)}`.slice(0, length);
  const secrets: Readonly<Record<string, Value>> = {
    result: secret,
    random_password: secret,
    secret_string: secret,
    bcrypt_hash: `$2a$10$${made.hash}`,
  };
  const open = Object.fromEntries(
    block.attributes.map(({ name, computed }) => [
      name,
      computed && (config[name] ?? null) === null ? UNKNOWN : (config[name] ?? null),
    ]),
  );
  return fill(
    block,
    open,
    (attribute) => secrets[attribute.name] ?? usualAnswer(attribute, made, id, arnOf(made, id)),
  );
}
