// Lets Node run the project's TypeScript: `node --require ./register.cjs main.ts`.
// Type checking is `npm run types`; here only types are stripped, and the result is kept by content,
// so that a second synthesis neither loads the compiler nor compiles (docs/adr/005-loading-typescript.md).
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const CACHE = path.join(__dirname, "node_modules", ".cache", "strata");
const COMPILER = require("@swc/core/package.json").version;
const OPTIONS = {
  swcrc: false,
  jsc: { parser: { syntax: "typescript" }, target: "es2022", keepClassNames: true },
  module: { type: "commonjs", ignoreDynamic: false },
  sourceMaps: "inline",
};

/** The compiled text of one file, from the cache when the same source was compiled before. */
function compiled(filename) {
  const source = fs.readFileSync(filename, "utf8");
  const key = createHash("sha256").update(COMPILER).update(filename).update(source).digest("hex");
  const cached = path.join(CACHE, `${key.slice(0, 32)}.js`);
  try {
    return fs.readFileSync(cached, "utf8");
  } catch {
    const { code } = require("@swc/core").transformSync(source, { ...OPTIONS, filename });
    store(cached, code);
    return code;
  }
}

/** Written beside and renamed, so that a reader never meets half a file; a read-only checkout works uncached. */
function store(cached, code) {
  const partial = `${cached}.${process.pid}`;
  try {
    fs.mkdirSync(CACHE, { recursive: true });
    fs.writeFileSync(partial, code);
    fs.renameSync(partial, cached);
  } catch {
    fs.rmSync(partial, { force: true });
  }
}

require.extensions[".ts"] = (module, filename) => module._compile(compiled(filename), filename);
