// Preloaded into a measured process: leaves its peak memory and its time on the processor where the bench finds them.
"use strict";
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { kibibytes: maxRSS, microseconds: userCPUTime + systemCPUTime };
  require("node:fs").writeFileSync(process.env.STRATA_BENCH_USAGE, JSON.stringify(usage));
});
