import { refuse } from "../../constructs/core/errors";
import type { Workspace } from "./workspace";

/** How one resource is imported. */
export interface Adoption {
  /** Its address: `aws_s3_bucket.state_bucket`. */
  readonly address: string;
  /** The id that its type is imported by, or where it stands once another resource is imported. */
  readonly id: string | { readonly of: string; readonly attribute: string };
}

type Attributes = Readonly<Record<string, unknown>>;

/** The attribute that each type is imported by; AWS's documentation of the type states it under "Import". */
export type ImportAttributes = Readonly<Record<string, string>>;

const IMPORTED_BY: ImportAttributes = {
  aws_dynamodb_table: "name",
  aws_kms_alias: "name",
  aws_s3_bucket: "bucket",
  aws_s3_bucket_lifecycle_configuration: "bucket",
  aws_s3_bucket_ownership_controls: "bucket",
  aws_s3_bucket_policy: "bucket",
  aws_s3_bucket_public_access_block: "bucket",
  aws_s3_bucket_server_side_encryption_configuration: "bucket",
  aws_s3_bucket_versioning: "bucket",
};

const REFERENCE = /^\$\{([a-z]\w*\.[\w-]+)\.\w+\}$/;

/**
 * How the resources of a state stack are imported, in an order in which each id is known. AWS gives a key an id that
 * nobody can name beforehand, so it is found by way of its alias.
 *
 * @param importedBy - the attribute that each type is imported by
 * @throws ProblemsError when the stack holds a type that is not known here
 */
export function adoptions({ resource = {} }: Workspace, importedBy = IMPORTED_BY): readonly Adoption[] {
  const resources = new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, attributes]) => [`${type}.${name}`, attributes] as const),
    ),
  );
  const all = [...resources].map(([address, attributes]) => ({
    address,
    id: importId(address, attributes, resources, importedBy),
  }));
  return [
    ...all.filter(({ id }) => typeof id === "string"),
    ...all.filter(({ id }) => typeof id !== "string"),
  ];
}

function importId(
  address: string,
  attributes: Attributes,
  resources: ReadonlyMap<string, Attributes>,
  importedBy: ImportAttributes,
): Adoption["id"] {
  const type = address.slice(0, address.indexOf("."));
  if (type === "aws_kms_key") {
    return { of: aliasOf(address, resources), attribute: "target_key_id" };
  }
  const value = attributes[importedBy[type] ?? ""];
  if (typeof value !== "string") {
    return refuse({
      path: address,
      rule: "must be of a type that the bootstrap can take over",
      got: type,
      fix: "import it by hand in the work folder, or teach operations/bootstrap/adoption.ts its type",
    });
  }
  const referred = REFERENCE.exec(value)?.[1];
  const target = referred === undefined ? undefined : resources.get(referred);
  return referred && target ? importId(referred, target, resources, importedBy) : value;
}

function aliasOf(key: string, resources: ReadonlyMap<string, Attributes>): string {
  for (const [address, { target_key_id: target }] of resources) {
    if (typeof target === "string" && REFERENCE.exec(target)?.[1] === key) {
      return address;
    }
  }
  return refuse({
    path: key,
    rule: "must have an alias, by which it is found",
    got: undefined,
    fix: "add an aws_kms_alias that targets it",
  });
}
