import type { Config } from "jest";

// Published as ES modules only, which Jest's CommonJS does not load as they are.
const MODULES =
  "(@octokit/[^/]+|before-after-hook|content-type|universal-user-agent|json-with-bigint|markdown-table)";

const config: Config = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "\.ts$": "<rootDir>/__tests__/support/transform.cjs",
    [`/node_modules/${MODULES}/.+\\.js$`]: "<rootDir>/__tests__/support/transform.cjs",
  },
  transformIgnorePatterns: [`/node_modules/(?!${MODULES}/)`],
  setupFiles: ["<rootDir>/__tests__/support/setup.ts"],
  clearMocks: true,
  testTimeout: 30_000,
};

export default config;
