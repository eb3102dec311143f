// Runs one of the project's TypeScript entries as a single bundle: `node run.cjs main.ts`.
// Most of a synthesis is Node finding and compiling some 500 files of cdktf and its bindings; one file, kept with
// V8's compiled code until a source changes, halves it (docs/adr/004-running-typescript.md, `npm run bench`).
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ENTRY = path.resolve(process.argv[2] ?? "main.ts");
const CACHE = path.join(__dirname, "node_modules", ".cache", "strata", path.basename(ENTRY, ".ts"));
// Stands for everything below node_modules: npm writes it at every install.
const INSTALLED = path.join(__dirname, "node_modules", ".package-lock.json");

/** The content of a file as a short text, or nothing where there is no such file. */
function fingerprint(file) {
  try {
    return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
  } catch {
    return undefined;
  }
}

/** The bundle of an earlier run, when none of its sources has changed since. It is ASCII, as esbuild writes it. */
function keptBundle() {
  try {
    const { id, sources } = JSON.parse(fs.readFileSync(path.join(CACHE, "kept.json"), "utf8"));
    const fresh = Object.entries(sources).every(
      ([file, was]) => fingerprint(path.join(__dirname, file)) === was,
    );
    return fresh ? { id, code: fs.readFileSync(path.join(CACHE, `${id}.js`), "latin1") } : undefined;
  } catch {
    return undefined;
  }
}

/** Bundles the entry and keeps the result, where the folder can be written. */
function newBundle() {
  const { outputFiles, metafile } = require("esbuild").buildSync({
    entryPoints: [ENTRY],
    absWorkingDir: __dirname,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    // Names stay, as cdktf looks at classes'; what goes is a third of the text that is read at each run.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "error",
  });
  const code = outputFiles[0].text;
  const own = Object.keys(metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  const sources = [...own, path.relative(__dirname, INSTALLED), path.basename(__filename)];
  const id = createHash("sha256").update(code).digest("hex").slice(0, 32);
  const kept = {
    id,
    sources: Object.fromEntries(sources.map((file) => [file, fingerprint(path.join(__dirname, file))])),
  };
  fs.rmSync(CACHE, { recursive: true, force: true });
  keep(`${id}.js`, code);
  keep("kept.json", JSON.stringify(kept));
  return { id, code };
}

/** Writes beside and renames, so that a run at the same time never meets half a file. */
function keep(name, content) {
  const partial = path.join(CACHE, `${name}.${process.pid}`);
  try {
    fs.mkdirSync(CACHE, { recursive: true });
    fs.writeFileSync(partial, content);
    fs.renameSync(partial, path.join(CACHE, name));
  } catch {
    fs.rmSync(partial, { force: true });
  }
}

function compiledCode(id) {
  try {
    return fs.readFileSync(path.join(CACHE, `${id}.v8`));
  } catch {
    return undefined;
  }
}

/** Runs the bundle with the compiled code that an earlier run left, and leaves it for the next one. */
function runBundle() {
  const { id, code } = keptBundle() ?? newBundle();
  const cachedData = compiledCode(id);
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename: ENTRY,
    cachedData,
  });
  // Taken at the end, when V8 has also compiled the functions that this program really calls.
  process.on("exit", () => {
    if (cachedData === undefined || script.cachedDataRejected) {
      keep(`${id}.v8`, script.createCachedData());
    }
  });
  const entry = { exports: {} };
  script.runInThisContext().call(entry.exports, entry.exports, require, entry, ENTRY, __dirname);
}

process.argv.splice(1, 2, ENTRY);
if (process.argv.includes("--verbose")) {
  // A bundle's trace would name lines that nobody can open.
  process.setSourceMapsEnabled(true);
  require("./register.cjs");
  require(ENTRY);
} else {
  runBundle();
}
