import type { Environment } from "../constructs/core/environment";

/** A workspace as Terraform reads it: what `toTerraform` of a stack returns. */
export interface WorkspaceDocument {
  /** What Terraform does not read. */
  "//"?: Record<string, unknown>;
  /** Resources by type and name. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  /** Data sources by type and name. */
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  /** Outputs by name. */
  readonly output?: Readonly<Record<string, Attributes>>;
  /** Modules by name. */
  readonly module?: Readonly<Record<string, Attributes>>;
  /** Providers by type. */
  readonly provider?: Readonly<Record<string, readonly Attributes[]>>;
  /** Settings of Terraform itself. */
  readonly terraform?: Attributes;
}

/** Attributes and blocks by their Terraform names. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A resource of a workspace. */
export interface Resource {
  /** Terraform type: `aws_security_group`. */
  readonly type: string;
  /** Name within the type. */
  readonly name: string;
  /** Address in Terraform: `aws_security_group.alb_group`. */
  readonly address: string;
  /** Path of the construct that made it: `edge-dev/alb/group`. */
  readonly path: string;
  /** Attributes and blocks by their Terraform names. */
  readonly attributes: Attributes;
}

/** One workspace as guard rails see it: its resources, what refers to what, and the environment it belongs to. */
export class Workspace {
  /** All resources, by type and name. */
  public readonly resources: readonly Resource[];

  private readonly byType = new Map<string, Resource[]>();

  public constructor(
    /** What Terraform reads. */
    public readonly document: WorkspaceDocument,
    /** The environment that the layer belongs to. */
    public readonly environment: Pick<Environment, "protection" | "account" | "region">,
  ) {
    this.resources = Object.entries(document.resource ?? {}).flatMap(([type, named]) => entries(type, named));
    for (const resource of [...this.resources, ...settingsOf(document)]) {
      const known = this.byType.get(resource.type);
      if (known) {
        known.push(resource);
      } else {
        this.byType.set(resource.type, [resource]);
      }
    }
  }

  /**
   * The resources of a type, of every type under `*`. The workspace's other blocks have types too, by the names of
   * Terraform: `output`, `module`, `provider`, `required_providers`.
   */
  public all(type: string): readonly Resource[] {
    return type === "*" ? this.resources : (this.byType.get(type) ?? []);
  }

  /**
   * The resources of a type whose attribute refers to a resource: the public-access blocks of a bucket, say.
   *
   * @param attribute - name of the attribute, or a path of names through blocks
   */
  public referringTo(target: Resource, type: string, attribute: string): readonly Resource[] {
    return this.all(type).filter(({ attributes }) =>
      JSON.stringify(valueAt(attributes, attribute) ?? null).includes(`\${${target.address}.`),
    );
  }

  /** The resource of this workspace that a value refers to; nothing when it comes from elsewhere. */
  public referredBy(value: unknown): Resource | undefined {
    const address = typeof value === "string" ? /\$\{([a-z0-9_]+\.[^.}]+)\./.exec(value)?.[1] : undefined;
    return this.resources.find((resource) => resource.address === address);
  }
}

/** Whether a value is decided by Terraform and not by the configuration. */
export function isReference(value: unknown): value is string {
  return typeof value === "string" && value.includes("${");
}

/** The blocks of a name, whether cdktf wrote one block as an object or several as a list. */
export function blocks(attributes: Attributes, name: string): readonly Attributes[] {
  const value = attributes[name];
  if (value === undefined || value === null) {
    return [];
  }
  return (Array.isArray(value) ? value : [value]) as readonly Attributes[];
}

/** The value at a path of names, through the first block of each: `versioning_configuration.status`. */
export function valueAt(attributes: Attributes, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    const block = Array.isArray(value) ? (value as unknown[])[0] : value;
    return block !== null && typeof block === "object" ? (block as Attributes)[name] : undefined;
  }, attributes);
}

/** The blocks of a workspace that are no resources, in the same shape. */
function settingsOf({ output, module, provider, terraform }: WorkspaceDocument): readonly Resource[] {
  return [
    ...entries("output", output ?? {}),
    ...entries("module", module ?? {}),
    ...Object.entries(provider ?? {}).flatMap(([name, configurations]) =>
      entries(
        "provider",
        Object.fromEntries(
          configurations.map((attributes) => [
            [name, attributes["alias"]].filter(Boolean).join("."),
            attributes,
          ]),
        ),
      ),
    ),
    ...entries(
      "required_providers",
      (terraform?.["required_providers"] ?? {}) as Readonly<Record<string, Attributes>>,
    ),
  ];
}

function entries(type: string, named: Readonly<Record<string, Attributes>>): readonly Resource[] {
  return Object.entries(named).map(([name, attributes]) => ({
    type,
    name,
    address: `${type}.${name}`,
    path: pathOf(attributes) ?? `${type}.${name}`,
    attributes,
  }));
}

function pathOf(attributes: Attributes): string | undefined {
  const metadata = (attributes["//"] as { metadata?: { path?: string } } | undefined)?.metadata;
  return metadata?.path;
}
