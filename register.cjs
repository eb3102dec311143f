// Lets Node run the project's TypeScript file by file: `node --require ./register.cjs operations/bootstrap.ts`.
// Synthesis has a faster way of its own: run.cjs.
"use strict";
const fs = require("node:fs");
const { stripTypes } = require("./strip-types.cjs");

require.extensions[".ts"] = (module, filename) => {
  module._compile(stripTypes(fs.readFileSync(filename, "utf8"), filename).code, filename);
};
