// What no synthesis can go below: Node starts, imports cdktf, and writes as many bytes to as many files as the
// synthesis wrote. `node bench/floor.cjs <written> <outdir>`
"use strict";
const fs = require("node:fs");
const path = require("node:path");
require("cdktf");

const [written, outdir] = process.argv.slice(2);
for (const file of fs.readdirSync(written, { recursive: true, encoding: "utf8" })) {
  const original = fs.statSync(path.join(written, file));
  if (original.isFile()) {
    fs.mkdirSync(path.dirname(path.join(outdir, file)), { recursive: true });
    fs.writeFileSync(path.join(outdir, file), Buffer.alloc(original.size, " "));
  }
}
