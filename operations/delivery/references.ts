import { stateId, type SynthesizedStack, type WorkspaceJson } from "./workspace";

/** One value that a stack reads from another's state. */
export interface RemoteRead {
  /** Name of the `terraform_remote_state` block. */
  readonly remote: string;
  /** Name of the output. */
  readonly output: string;
}

/** What a stack reads from another one. */
export interface Consumption {
  /** Stack that has the outputs. */
  readonly stack: string;
  /** Names of the outputs, sorted. */
  readonly outputs: readonly string[];
}

const REMOTE_READ = /data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs(?:\.|\[\\?")([A-Za-z0-9_-]+)/g;
const REFERENCE = /[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)+/g;
const NESTED = ["resource", "data", "ephemeral"];

/**
 * The blocks of a workspace by address (`aws_vpc.main`, `data.x.y`, `output.z`, `provider.aws`), each as one comparable
 * text. What cdktf notes for itself under `//` is not among it, as Terraform does not read it.
 */
export function blocksOf(json: WorkspaceJson): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  for (const [kind, content] of Object.entries(json)) {
    if (kind === "//") {
      continue;
    }
    if (!isObject(content)) {
      blocks.set(kind, JSON.stringify(content));
      continue;
    }
    for (const [name, body] of Object.entries(content)) {
      if (NESTED.includes(kind) && isObject(body)) {
        const prefix = kind === "resource" ? name : `${kind}.${name}`;
        for (const [id, inner] of Object.entries(body)) {
          blocks.set(`${prefix}.${id}`, textOf(inner));
        }
      } else if (name !== "//") {
        blocks.set(`${ADDRESSED_AS[kind] ?? kind}.${name}`, textOf(body));
      }
    }
  }
  return blocks;
}

const ADDRESSED_AS: Readonly<Record<string, string>> = { locals: "local", variable: "var" };

/** The text of a block without cdktf's own note. */
function textOf(body: unknown): string {
  if (!isObject(body)) {
    return JSON.stringify(body);
  }
  const { "//": _note, ...rest } = body;
  return JSON.stringify(rest);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The addresses of a workspace that a block's text refers to. */
export function referencesOf(text: string, known: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [match] of text.matchAll(REFERENCE)) {
    const parts = match.split(".");
    const length = parts[0] === "data" || parts[0] === "ephemeral" ? 3 : 2;
    const address = parts.slice(0, length).join(".");
    if (known.has(address)) {
      found.add(address);
    }
  }
  return found;
}

/** The values of other states that a text reads. */
export function remoteReadsOf(text: string): readonly RemoteRead[] {
  return [...text.matchAll(REMOTE_READ)].map(([, remote = "", output = ""]) => ({ remote, output }));
}

/** The stacks whose state the remote-state blocks of a stack read, by block name. */
export function producersOf(
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
): ReadonlyMap<string, string> {
  const data = stack.json["data"] as { readonly terraform_remote_state?: RemoteStates } | undefined;
  const producers = new Map<string, string>();
  for (const [id, { backend, config }] of Object.entries(data?.terraform_remote_state ?? {})) {
    const place = stateId(backend, config);
    const producer = all.find((candidate) => candidate.stateId === place);
    producers.set(id, producer?.name ?? config.key ?? id);
  }
  return producers;
}

type RemoteStates = Readonly<
  Record<string, { readonly backend: string; readonly config: { readonly key?: string } }>
>;

/** What a stack reads from each other stack, by stack name. */
export function consumptionsOf(
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
): readonly Consumption[] {
  const producers = producersOf(stack, all);
  const outputs = new Map<string, Set<string>>();
  for (const { remote, output } of remoteReadsOf(JSON.stringify(stack.json))) {
    const producer = producers.get(remote);
    if (producer !== undefined) {
      outputs.set(producer, (outputs.get(producer) ?? new Set()).add(output));
    }
  }
  return [...outputs]
    .map(([name, names]) => ({ stack: name, outputs: [...names].sort() }))
    .sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

/** The construct path of each resource, data source and output, below its stack, by address. */
export function constructPathsOf(json: WorkspaceJson): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const kind of NESTED) {
    for (const [type, resources] of Object.entries((json[kind] ?? {}) as Record<string, object>)) {
      for (const [id, body] of Object.entries(resources)) {
        const note = (body as { "//"?: { metadata?: { path?: string } } })["//"];
        const full = note?.metadata?.path;
        if (full !== undefined) {
          const address = kind === "resource" ? `${type}.${id}` : `${kind}.${type}.${id}`;
          paths.set(address, full.slice(full.indexOf("/") + 1));
        }
      }
    }
  }
  return paths;
}
