// The import directions of docs/architecture.md: main -> systems -> stacks -> constructs -> core.
"use strict";

/** A folder may import from none of the others named. */
const mayNotImport = (from, others, why) => ({
  name: `${from.replace(/\W+/g, "-")}-stays-below`,
  severity: "error",
  comment: why,
  from: { path: `^${from}/` },
  to: { path: `^(${others.join("|")})(/|\\.ts$)` },
});

module.exports = {
  forbidden: [
    mayNotImport(
      "constructs/core",
      ["constructs/(?!core/)[^/]+", "guardrails", "stacks", "systems", "operations", "main"],
      "core stands under everything",
    ),
    mayNotImport(
      "constructs",
      ["guardrails", "stacks", "systems", "operations", "main"],
      "constructs know no stack and no system",
    ),
    mayNotImport("guardrails", ["stacks", "systems", "operations", "main"], "guard rails know constructs"),
    mayNotImport("stacks", ["systems", "operations", "main"], "stacks know no system"),
    mayNotImport("systems", ["operations", "main"], "systems compose, they do not operate"),
    mayNotImport("operations", ["main"], "operations read what was synthesized"),
    {
      name: "stacks-take-exports-only",
      severity: "error",
      comment: "A stack takes another stack's exports type, never the stack.",
      from: { path: "^stacks/", pathNot: "^stacks/platform-stack\\.ts$" },
      to: { path: "^stacks/(?!platform-stack\\.ts$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "systems-are-apart",
      severity: "error",
      comment: "What two systems share belongs into systems/ or below.",
      from: { path: "^systems/([^/]+)/" },
      to: { path: "^systems/([^/]+)/", pathNot: "^systems/$1/" },
    },
    {
      name: "no-barrel-of-the-provider",
      severity: "error",
      comment: "The barrel costs 4.4 s and 510 MB; import @cdktf/provider-aws/lib/<resource>.",
      from: { path: "^(main|systems|stacks|constructs|guardrails|operations)" },
      to: { path: "node_modules/@cdktf/provider-(aws|random)/lib/index\\." },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(cdktf\\.out|\\.strata)" },
  },
};
