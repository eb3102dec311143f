// Preloaded: drops the kept bundle, as a changed source does.
"use strict";
const path = require("node:path");
require("node:fs").rmSync(path.join(__dirname, "../node_modules/.cache/strata/main"), {
  recursive: true,
  force: true,
});
