import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { StrataError } from "../../../constructs/core/errors";

/**
 * The TypeScript from which a generated binding was compiled.
 *
 * The compiled JavaScript keeps the inline source map, and only the original text says which arguments are computed,
 * optional and required. Very large types spread over several files; their texts are joined.
 *
 * @param folder the folder of one type inside the package's `lib`
 * @throws StrataError when a file carries no inline source map
 */
export function bindingSource(folder: string): string {
  const structs = join(folder, "index-structs");
  const files = [join(folder, "index.js")];
  if (existsSync(structs)) {
    files.push(
      ...readdirSync(structs)
        .filter((name) => /^structs\d+\.js$/.test(name))
        .sort()
        .map((name) => join(structs, name)),
    );
  }
  return files.map(embeddedSource).join("\n");
}

const MARK = "sourceMappingURL=data:application/json;base64,";

function embeddedSource(file: string): string {
  const text = readFileSync(file, "latin1");
  const at = text.lastIndexOf(MARK);
  if (at < 0) {
    throw new StrataError(
      `${file}: must carry an inline source map, got none; install the published bindings`,
    );
  }
  const map = JSON.parse(Buffer.from(text.slice(at + MARK.length).trim(), "base64").toString("utf8")) as {
    readonly sourcesContent?: readonly string[];
  };
  const source = map.sourcesContent?.[0];
  if (source === undefined) {
    throw new StrataError(
      `${file}: the source map must hold its source, got none; install the published bindings`,
    );
  }
  return source;
}
