import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { StrataError } from "../../../constructs/core/errors";
import { cached } from "./cache";

/** The installed bindings of one provider. */
export interface Bindings {
  /** The local name of the provider, `aws`. */
  readonly provider: string;
  /** The package's version, which pins the schema. */
  readonly version: string;
  /** The folder that holds one folder for each type. */
  readonly lib: string;
}

/**
 * Finds the installed bindings of a provider.
 *
 * @throws StrataError when `@cdktf/provider-<name>` is not installed
 */
export function bindingsOf(provider: string): Bindings {
  const name = `@cdktf/provider-${provider}`;
  let manifest: string;
  try {
    manifest = require.resolve(`${name}/package.json`);
  } catch {
    throw new StrataError(
      `rehearsal: must have the bindings of provider ${provider}, got none; npm install ${name}`,
    );
  }
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  return { provider, version, lib: join(dirname(manifest), "lib") };
}

/**
 * The folder of a type's binding, or undefined when the provider has no such type.
 *
 * Folders usually carry the type's name, but some were renamed to avoid reserved words (`random_string` stands in
 * `string-resource`): a miss reads every folder's `tfResourceType` once and keeps the index.
 */
export function bindingFolder(
  bindings: Bindings,
  role: "resource" | "data",
  type: string,
): string | undefined {
  const prefix = role === "data" ? `data-${bindings.provider}-` : "";
  const short = type.slice(bindings.provider.length + 1).replaceAll("_", "-");
  const guess = join(bindings.lib, `${prefix}${short}`);
  if (existsSync(guess) && declaredType(guess) === type) {
    return guess;
  }
  const folder = folderIndex(bindings)[`${role}:${type}`];
  return folder === undefined ? undefined : join(bindings.lib, folder);
}

function folderIndex(bindings: Bindings): Readonly<Record<string, string>> {
  return cached(bindings, "folders", () => {
    const index: Record<string, string> = {};
    for (const folder of readdirSync(bindings.lib)) {
      const type = declaredType(join(bindings.lib, folder));
      if (type !== undefined) {
        index[`${folder.startsWith(`data-${bindings.provider}-`) ? "data" : "resource"}:${type}`] = folder;
      }
    }
    return index;
  });
}

function declaredType(folder: string): string | undefined {
  const file = join(folder, "index.js");
  if (!existsSync(file)) {
    return undefined;
  }
  return /\.tfResourceType = "(\w+)"/.exec(readFileSync(file, "latin1"))?.[1];
}
