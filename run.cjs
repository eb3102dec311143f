// Runs one of the project's TypeScript entries as a single bundle: `node run.cjs main.ts`.
// Most of a synthesis is Node finding and compiling some 500 files of cdktf and its bindings; one file, kept with
// V8's compiled code until a source changes, halves it (docs/adr/004-running-typescript.md, `npm run bench`).
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ENTRY = path.resolve(process.argv[2] ?? "main.ts");
const CACHE = path.join(__dirname, "node_modules", ".cache", "strata", path.basename(ENTRY, ".ts"));
// Stands for everything below node_modules: npm writes it at every install.
const INSTALLED = path.join("node_modules", ".package-lock.json");
// Longer than a tick of any file system's clock.
const RESTED_MS = 2000;
// cdktf imports these for what a synthesis hardly ever does: zip archives, hashed ids, asking Terraform its version.
const LOADED_WHEN_USED = ["archiver", "child_process", "crypto"];

/** The bundle of an earlier run, when none of its sources has changed since. It is ASCII, as esbuild writes it. */
function keptBundle() {
  try {
    const { id, sources } = JSON.parse(fs.readFileSync(path.join(CACHE, "kept.json"), "utf8"));
    let were;
    let start = 0;
    for (const { file, length, stamp } of sources) {
      const end = start + length;
      if (stamp === undefined || stampOf(file) !== stamp) {
        were ??= fs.readFileSync(path.join(CACHE, `${id}.sources`));
        if (!fs.readFileSync(path.join(__dirname, file)).equals(were.subarray(start, end))) {
          return undefined;
        }
      }
      start = end;
    }
    return { id, code: fs.readFileSync(path.join(CACHE, `${id}.js`), "latin1") };
  } catch {
    return undefined;
  }
}

/** What the file system changes with every write of a file, of which none can be set to what it was. */
function stampOf(file) {
  const { ino, size, ctimeNs } = fs.statSync(path.join(__dirname, file), { bigint: true });
  return `${ino} ${size} ${ctimeNs}`;
}

/** The stamp of a file that has rested: a second write in the same tick of the clock would leave the same one. */
function stampOfRested(file) {
  const { ctimeMs } = fs.statSync(path.join(__dirname, file));
  return Date.now() - ctimeMs > RESTED_MS ? stampOf(file) : undefined;
}

/** Bundles the entry and keeps the result, where the folder can be written. */
function newBundle() {
  const { createHash } = require("node:crypto");
  const { outputFiles, metafile } = require("esbuild").buildSync({
    entryPoints: [ENTRY],
    absWorkingDir: __dirname,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    external: ["archiver"],
    // Names stay, as cdktf looks at classes'; what goes is a third of the text that is read at each run.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "error",
  });
  const code = outputFiles[0].text;
  const id = createHash("sha256").update(code).digest("hex").slice(0, 32);
  const own = Object.keys(metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  const sources = [...own, INSTALLED, path.basename(__filename)]
    .filter((file) => fs.existsSync(path.join(__dirname, file)))
    // Stamps first: a file that is written while it is read must not look unchanged.
    .map((file) => ({
      file,
      stamp: stampOfRested(file),
      content: fs.readFileSync(path.join(__dirname, file)),
    }));
  fs.rmSync(CACHE, { recursive: true, force: true });
  keep(`${id}.js`, code);
  keep(`${id}.sources`, Buffer.concat(sources.map(({ content }) => content)));
  const lengths = sources.map(({ file, stamp, content }) => ({ file, stamp, length: content.length }));
  keep("kept.json", JSON.stringify({ id, sources: lengths }));
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

/** Requires for the bundle. */
function requireForBundle(id) {
  return LOADED_WHEN_USED.includes(id) ? whenUsed(id) : require(id);
}
requireForBundle.resolve = require.resolve;

/** Stands for a module that is loaded when something of it is used. */
function whenUsed(id) {
  let loaded;
  const load = () => (loaded ??= require(require.resolve(id, { paths: [require.resolve("cdktf")] })));
  const get = (name) => (name === "default" ? load() : load()[name]);
  return new Proxy(() => undefined, {
    // Compiled imports ask this first, and take a module that says yes as it is.
    get: (_, name) => name === "__esModule" || get(name),
    ownKeys: () => [...new Set([...Reflect.ownKeys(load()), "default"])],
    getOwnPropertyDescriptor: (_, name) => ({ configurable: true, enumerable: true, get: () => get(name) }),
    apply: (_, self, args) => Reflect.apply(load(), self, args),
  });
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Runs the bundle with the compiled code that an earlier run left, and leaves it for the next one. */
function runBundle() {
  const { id, code } = keptBundle() ?? newBundle();
  // Each system calls functions of its own.
  const compiled = `${id}${(process.env.SYSTEM ?? "").replace(/[^a-z0-9-]/g, "")}.v8`;
  const cachedData = read(path.join(CACHE, compiled));
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename: ENTRY,
    cachedData,
  });
  // Taken at the end, when V8 has also compiled the functions that this program really calls.
  process.on("exit", () => {
    if (cachedData === undefined || script.cachedDataRejected) {
      keep(compiled, script.createCachedData());
    }
  });
  const entry = { exports: {} };
  script.runInThisContext().call(entry.exports, entry.exports, requireForBundle, entry, ENTRY, __dirname);
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
