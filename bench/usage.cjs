// Preloaded into a measured process: leaves its peak memory where the bench finds it.
"use strict";
process.on("exit", () => {
  require("node:fs").writeFileSync(process.env.STRATA_BENCH_USAGE, String(process.resourceUsage().maxRSS));
});
