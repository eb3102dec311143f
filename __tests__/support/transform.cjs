// Strips types for Jest. It uses the compiler that runs the project, so tests and commands read the same code.
"use strict";
const { transformSync } = require("esbuild");

module.exports = {
  process(source, filename) {
    return transformSync(source, {
      loader: "ts",
      format: "cjs",
      target: "node20",
      platform: "node",
      sourcefile: filename,
      sourcemap: "inline",
    });
  },
};
