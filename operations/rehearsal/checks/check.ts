import type { Value } from "../provider/codec";
import type { PathStep } from "../provider/protocol";

/** The arguments of a resource as configured; what is not known yet is an unknown. */
export type Config = Readonly<Record<string, Value>>;

/** One breach of a check. */
export interface Finding {
  /** The way to the value. */
  readonly path: readonly PathStep[];
  /** The rule as a sentence with what was found, in the words of the provider where it has any. */
  readonly message: string;
}

/** One thing that the provider or AWS refuses and the schema cannot say. */
export interface Check {
  /** The rule as a clause, for the docs and for tests: `exactly one of subnet_id, gateway_id`. */
  readonly rule: string;
  /** Where the provider's or AWS's documentation says so. */
  readonly source: string;
  /** The breaches in one configuration. */
  readonly find: (config: Config) => readonly Finding[];
}

/** Checks by resource type. */
export type Checks = Readonly<Record<string, readonly Check[]>>;

/** The documentation page of a resource type of the AWS provider. */
export function providerDocs(type: string): string {
  return `https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/${type.slice("aws_".length)}`;
}
