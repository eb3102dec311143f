import { CHOSEN_BY_AWS, KNOWN_TYPES, type Place } from "./arns";
import { type Attributes, type Documents, stateKey } from "./documents";

/** A resource of any workspace, with its references resolved. */
export interface Resource {
  /** Stack and Terraform address: `network-prod/aws_vpc.network_vpc_vpc`. */
  readonly address: string;
  /** Id of the stack. */
  readonly stack: string;
  /** Terraform type. */
  readonly type: string;
  /** Its attributes, references replaced by what they will be: a literal, or the handle of a resource. */
  readonly attributes: Attributes;
  /** Account and Region. */
  readonly place: Place;
}

const REFERENCE = /\$\{([^{}]*)\}/g;
const RESOURCE = /^(data\.|ephemeral\.)?([a-z0-9_]+)\.([\w-]+)\.([\w.[\]"-]+)$/;
const MAX_DEPTH = 20;

/**
 * Every resource of an environment. References, within a workspace and across, become literals where the configuration
 * decides them, and else a handle such as `{network-prod/aws_vpc.vpc}` or `{edge-prod/aws_lb.lb}.dns_name`: equal handles
 * are the same thing.
 */
export class Inventory {
  /** All resources and data sources. */
  public readonly resources: readonly Resource[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly byValue = new Map<string, Resource[]>();

  public constructor(private readonly documents: Documents) {
    this.resources = Object.entries(documents).flatMap(([stack, document]) =>
      (["resource", "data"] as const).flatMap((block) =>
        Object.entries(document[block] ?? {}).flatMap(([type, byId]) =>
          Object.entries(byId).map(([id, { "//": _metadata, ...attributes }]) => ({
            address: `${stack}/${block === "data" ? "data." : ""}${type}.${id}`,
            stack,
            type: block === "data" ? `data.${type}` : type,
            attributes: this.resolve(stack, attributes) as Attributes,
            place: this.placeOf(stack, attributes),
          })),
        ),
      ),
    );
    for (const resource of this.resources) {
      add(this.byType, resource.type, resource);
      const values = ["id", "arn", "name", "url", "bucket"].map((name) => this.attribute(resource, name));
      for (const value of new Set(values)) {
        add(this.byValue, value, resource);
      }
    }
  }

  /** The resources of a type. */
  public all(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource of a type that a value (id, ARN, name, handle) means. */
  public find(type: string, value: unknown): Resource | undefined {
    return typeof value === "string"
      ? this.byValue.get(value)?.find((resource) => resource.type === type)
      : undefined;
  }

  /** What an attribute of a resource will be. */
  public attribute({ address, stack, type, attributes, place }: Resource, name: string): string {
    return this.computed(stack, address, type, attributes, place, name, 0);
  }

  /** A resource that names no Region lies in that of its provider. */
  private placeOf(stack: string, attributes: Attributes): Place {
    const provider = this.documents[stack]?.provider?.aws?.[0] ?? {};
    const accounts = provider["allowed_account_ids"];
    const region = attributes["region"] ?? provider["region"];
    return {
      account: Array.isArray(accounts) ? String(accounts[0]) : "{account}",
      region: typeof region === "string" ? region : "{region}",
    };
  }

  private resolve(stack: string, value: unknown, depth = 0): unknown {
    if (typeof value === "string") {
      return this.resolveText(stack, value, depth);
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.resolve(stack, item, depth));
    }
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, this.resolve(stack, item, depth)]),
      );
    }
    return value;
  }

  private resolveText(stack: string, text: string, depth: number): unknown {
    if (!text.includes("${") || depth > MAX_DEPTH) {
      return text;
    }
    const whole = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
    if (whole !== undefined) {
      return this.reference(stack, whole, depth) ?? text;
    }
    return text.replace(REFERENCE, (unchanged, expression: string) => {
      const found = this.reference(stack, expression, depth);
      return typeof found === "string" || typeof found === "number" ? String(found) : unchanged;
    });
  }

  /** What an expression means; `undefined` when it is more than a reference. */
  private reference(stack: string, expression: string, depth: number): unknown {
    const [, block, type = "", id = "", attribute = ""] = RESOURCE.exec(expression) ?? [];
    if (!type) {
      return undefined;
    }
    const document = this.documents[stack];
    if (block === "data." && type === "terraform_remote_state") {
      const output = attribute.replace(/^outputs\./, "");
      return this.output(document?.data?.[type]?.[id], output, depth);
    }
    const attributes = (block === "data." ? document?.data : document?.resource)?.[type]?.[id] ?? {};
    const address = `${stack}/${block ?? ""}${type}.${id}`;
    const place = this.placeOf(stack, attributes);
    return this.computed(stack, address, type, attributes, place, attribute, depth + 1);
  }

  private output(remote: Attributes | undefined, name: string, depth: number): unknown {
    const key = (remote?.["config"] as Attributes | undefined)?.["key"];
    const producer = Object.entries(this.documents).find(([, document]) => stateKey(document) === key);
    const value = producer?.[1].output?.[name]?.value;
    return producer && value !== undefined ? this.resolve(producer[0], value, depth + 1) : undefined;
  }

  private computed(
    stack: string,
    address: string,
    type: string,
    attributes: Attributes,
    place: Place,
    name: string,
    depth: number,
  ): string {
    const stated = (attribute: string): string | undefined => {
      const value = this.resolve(stack, attributes[attribute], depth + 1);
      return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    };
    const own = name in attributes ? stated(name) : undefined;
    if (own !== undefined) {
      return own;
    }
    const handle = `{${address}}`;
    const known = KNOWN_TYPES[type];
    const knownName = known && stated(known.name);
    const meaning = name === "arn" || name === "name" ? name : known?.same?.[name];
    if (known && knownName !== undefined && meaning) {
      return meaning === "name" ? knownName : known.arn(knownName, place);
    }
    if (name === "arn" && CHOSEN_BY_AWS[type]) {
      return CHOSEN_BY_AWS[type](handle, place);
    }
    return name === "id" || name === "arn" || name === "key_id" ? handle : `${handle}.${name}`;
  }
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** Attributes of a nested block, which Terraform's JSON writes as one object or as a list of them. */
export function blocks(value: unknown): readonly Attributes[] {
  if (Array.isArray(value)) {
    return value as readonly Attributes[];
  }
  return value !== null && typeof value === "object" ? [value as Attributes] : [];
}

/** Strings of a list attribute. */
export function strings(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
