import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Bindings } from "./catalogue";

/**
 * Returns what `derive` makes, from disk when the same bindings and the same deriving code made it before.
 *
 * Written beside and renamed, so that two rehearsals at once never read half a file; where nothing can be written the
 * value is derived anew.
 */
export function cached<T>(bindings: Bindings, name: string, derive: () => T): T {
  const file = join(cacheFolder(bindings), `${name}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    const value = derive();
    store(file, JSON.stringify(value));
    return value;
  }
}

function store(file: string, text: string): void {
  const partial = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch {
    rmSync(partial, { force: true });
  }
}

function cacheFolder({ provider, version }: Bindings): string {
  return join(
    __dirname,
    "../../../node_modules/.cache/strata/schema",
    `${provider}-${version}-${codeHash()}`,
  );
}

const DERIVING_CODE = ["catalogue.ts", "derive.ts", "parse.ts", "source.ts", "types.ts"];

let hash: string | undefined;

// A changed deriver must not serve what its predecessor derived, hence its own source is part of the key.
function codeHash(): string {
  if (hash === undefined) {
    const digest = createHash("sha256");
    for (const file of DERIVING_CODE) {
      digest.update(readFileSync(join(__dirname, file)));
    }
    hash = digest.digest("hex").slice(0, 12);
  }
  return hash;
}
