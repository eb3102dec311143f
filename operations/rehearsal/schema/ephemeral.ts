import { PLAIN_ATTRIBUTE } from "./types";
import type { Attribute, Block, CtyType } from "./types";

const SECRETS = new Set([
  "result",
  "bcrypt_hash",
  "random_password",
  "secret_binary",
  "secret_string",
  "value",
]);

/**
 * The schemas of ephemeral resources: cdktf generates no bindings for them, so those that a configuration can ask for
 * (through an override) are written here by hand; their pages are linked below.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/ephemeral-resources/secretsmanager_secret_version
 * @see https://registry.terraform.io/providers/hashicorp/random/3.7.2/docs/ephemeral-resources/password
 */
export const EPHEMERAL: Readonly<Record<string, Block>> = {
  random_password: block(
    { length: "number" },
    {
      lower: "bool",
      upper: "bool",
      numeric: "bool",
      special: "bool",
      min_lower: "number",
      min_upper: "number",
      min_numeric: "number",
      min_special: "number",
      override_special: "string",
    },
    { result: "string", bcrypt_hash: "string" },
  ),
  aws_secretsmanager_random_password: block(
    {},
    {
      exclude_characters: "string",
      exclude_lowercase: "bool",
      exclude_numbers: "bool",
      exclude_punctuation: "bool",
      exclude_uppercase: "bool",
      include_space: "bool",
      password_length: "number",
      region: "string",
      require_each_included_type: "bool",
    },
    { random_password: "string" },
  ),
  aws_secretsmanager_secret_version: block(
    { secret_id: "string" },
    { region: "string", version_id: "string", version_stage: "string" },
    {
      arn: "string",
      created_date: "string",
      secret_binary: "string",
      secret_string: "string",
      version_stages: ["list", "string"],
    },
  ),
  aws_ssm_parameter: block(
    { arn: "string" },
    { region: "string", with_decryption: "bool" },
    { name: "string", type: "string", value: "string", version: "number" },
  ),
};

type Types = Readonly<Record<string, CtyType>>;

function block(required: Types, optional: Types, computed: Types): Block {
  // `version_id` and `region` are filled in by the provider when left out, as every optional argument here may be.
  return {
    attributes: [
      ...attributes(required, { required: true }),
      ...attributes(optional, { optional: true, computed: true }),
      ...attributes(computed, { computed: true }),
    ],
    blocks: [],
  };
}

function attributes(types: Types, flags: Partial<Attribute>): Attribute[] {
  return Object.entries(types).map(([name, type]) => ({
    ...PLAIN_ATTRIBUTE,
    name,
    type,
    sensitive: SECRETS.has(name),
    ...flags,
  }));
}
