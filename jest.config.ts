import type { Config } from "jest";

// Published as ES modules only, which Jest's CommonJS does not load as they are.
const MODULES =
  "(@octokit/[^/]+|before-after-hook|content-type|universal-user-agent|json-with-bigint|markdown-table)";

// These run the real Terraform or the real cdktf from beginning to end, and take as long as all others together.
const END_TO_END = [
  "/__tests__/operations/(bootstrap|rehearsal)/.*\\.test\\.ts$",
  "/__tests__/operations/delivery/(commands|deploy|flow)\\.test\\.ts$",
  "/__tests__/remote-state/.*\\.test\\.ts$",
];

const project = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  transform: {
    "\.ts$": "<rootDir>/__tests__/support/transform.cjs",
    [`/node_modules/${MODULES}/.+\\.js$`]: "<rootDir>/__tests__/support/transform.cjs",
  },
  transformIgnorePatterns: [`/node_modules/(?!${MODULES}/)`],
  setupFiles: ["<rootDir>/__tests__/support/setup.ts"],
  clearMocks: true,
};

const config: Config = {
  projects: [
    {
      ...project,
      displayName: "units",
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", ...END_TO_END],
    },
    { ...project, displayName: "end-to-end", testRegex: END_TO_END },
  ],
  // Tests that run Terraform wait for it; leaving a core to the waiting would double the time.
  maxWorkers: "100%",
  testTimeout: 30_000,
};

export default config;
