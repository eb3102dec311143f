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
    // As require(), or Node would look for the imported file by its own rules, without .ts.
    supported: { "dynamic-import": false },
    sourcefile: filename,
    sourcemap: "inline",
  });
  module._compile(code, filename);
};
