import type { Attribute, CtyType } from "../../schema/types";
import type { Value } from "../codec";
import { digits } from "../context";
import { asUuid } from "./ids";
import type { Made } from "./resource";
import { text } from "./resource";
import { MOMENT } from "./special";

/**
 * A plausible value for a computed attribute, judged by its name and type alone.
 *
 * An argument that could have been set but was not, and of whose name nothing follows, stays null: an invented
 * enumeration value would look like something AWS answers.
 */
export function usualAnswer(attribute: Attribute, made: Made, id: string, arn: string): Value {
  if (typeof attribute.type !== "string") {
    return emptyCollection(attribute.type, attribute.optional);
  }
  switch (attribute.type) {
    case "string":
      return usualString(attribute, made, id, arn);
    case "number":
      return attribute.optional
        ? null
        : attribute.name === "version" || attribute.name.endsWith("_version")
          ? 1
          : 0;
    case "bool":
      return attribute.optional ? null : false;
    default:
      return null;
  }
}

function emptyCollection(type: Exclude<CtyType, string>, optional: boolean): Value {
  switch (type[0]) {
    case "map":
      return {};
    case "object":
      return null;
    default:
      return optional ? null : [];
  }
}

type Guess = readonly [RegExp, (made: Made, id: string, arn: string, name: string) => Value];

const GUESSES: readonly Guess[] = [
  [/^id$/, (_made, id) => id],
  [/^arn$/, (_made, _id, arn) => arn],
  [/^(owner_id|registry_id|account_id|creator_account_id)$/, ({ context }) => context.account],
  [/^availability_zone$/, ({ context }) => `${context.region}a`],
  [/^availability_zone_id$/, ({ context }) => `${context.region}-az1`],
  [/^(name|bucket|identifier|cluster_identifier|key_name|family)$/, ({ name }) => name],
  [/_arn$/, (_made, _id, arn, name) => `${arn}/${name.replace(/_arn$/, "").replaceAll("_", "-")}`],
  [/(^|_)zone_id$/, ({ hash }, _id, _arn, name) => `Z${digits(13, hash, name).toUpperCase()}`],
  [/_id$/, ({ hash }, _id, _arn, name) => asUuid(digits(32, hash, name))],
  [
    /(^|_)(endpoint|dns_name|domain_name|address|host)$/,
    ({ context, name: label, hash }, _id, _arn, name) =>
      `${slug(label)}-${digits(6, hash, name)}.${context.region}.amazonaws.com`,
  ],
  [
    /(^|_)(url|uri)$/,
    ({ context, name: label, hash }, _id, _arn, name) =>
      `https://${slug(label)}-${digits(6, hash, name)}.${context.region}.amazonaws.com`,
  ],
  [/(^|_)(created|create|updated|modified|last_modified)(_at|_date|_time)?$|_(date|time)$/, () => MOMENT],
  [
    /(^|_)(private_)?ip(_address)?$/,
    ({ hash }) => `10.0.0.${(Number.parseInt(hash.slice(0, 2), 16) % 250) + 4}`,
  ],
];

function usualString(attribute: Attribute, made: Made, id: string, arn: string): Value {
  const { name, optional } = attribute;
  const guess = GUESSES.find(([pattern]) => pattern.test(name));
  if (guess !== undefined) {
    return guess[1](made, id, arn, name);
  }
  return optional || text(made.known[name]) !== undefined
    ? null
    : `${name.replaceAll("_", "-")}-${digits(8, made.hash, name)}`;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
}
