import fs from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const SETTINGS = ["API_URL", "SIGN_IN_PATH"];

const stated = parseEnv(fs.readFileSync(path.join(HERE, ".env"), "utf8"));
const settings = Object.fromEntries(SETTINGS.map((name) => [name, process.env[name] ?? stated[name] ?? ""]));
if (!URL.canParse(settings.API_URL)) {
  throw new Error(`API_URL is the address of the API, got ${settings.API_URL || "nothing"}; set it in .env`);
}

const outdir = path.join(HERE, process.argv[2] ?? "build");
fs.rmSync(outdir, { recursive: true, force: true });
fs.cpSync(path.join(HERE, "public"), outdir, { recursive: true });
const { metafile } = await build({
  entryPoints: { page: path.join(HERE, "src/main.jsx") },
  outdir,
  // A release changes the names of files that change, so that browsers may keep them.
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  target: "es2022",
  jsx: "automatic",
  define: {
    "process.env.NODE_ENV": '"production"',
    ...Object.fromEntries(SETTINGS.map((name) => [name, JSON.stringify(settings[name])])),
  },
  metafile: true,
});

const files = Object.keys(metafile.outputs).map((file) => path.basename(file));
const index = path.join(outdir, "index.html");
const html = fs
  .readFileSync(index, "utf8")
  .replace(
    "page.css",
    files.find((file) => file.endsWith(".css")),
  )
  .replace(
    "page.js",
    files.find((file) => file.endsWith(".js")),
  );
fs.writeFileSync(index, html);
