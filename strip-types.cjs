// Turns one TypeScript file into CommonJS for Node 20: types are stripped, not checked (`npm run types` checks them).
"use strict";
const { transformSync } = require("esbuild");

exports.stripTypes = (source, filename) =>
  transformSync(source, {
    loader: "ts",
    format: "cjs",
    target: "node20",
    platform: "node",
    // `import()` becomes a require, as Jest runs CommonJS only.
    supported: { "dynamic-import": false },
    sourcefile: filename,
    sourcemap: "inline",
  });
