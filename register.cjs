// Lets Node run the project's TypeScript file by file: `node --require ./register.cjs operations/bootstrap.ts`.
// Types are stripped, not checked (`npm run types` checks them). Synthesis has a faster way of its own: run.cjs.
"use strict";
const fs = require("node:fs");
const { transformSync } = require("esbuild");

require.extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(fs.readFileSync(filename, "utf8"), {
    loader: "ts",
    format: "cjs",
    target: "node20",
    platform: "node",
    sourcefile: filename,
    sourcemap: "inline",
  });
  module._compile(code, filename);
};
