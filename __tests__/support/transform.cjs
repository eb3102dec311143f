// Jest reads TypeScript with the compiler that runs the project, so tests and commands see the same code.
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { version } = require("esbuild");
const { stripTypes } = require("../../strip-types.cjs");

const HOW = fs.readFileSync(require.resolve("../../strip-types.cjs"));

module.exports = {
  process: stripTypes,
  getCacheKey: (source, filename) =>
    createHash("sha256").update(version).update(HOW).update(filename).update(source).digest("hex"),
};
