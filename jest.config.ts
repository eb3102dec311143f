import type { Config } from "jest";

const config: Config = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": ["@swc/jest", { swcrc: false, jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
  },
  // fast-check ships ES modules only in part; everything else of node_modules is CommonJS and needs no transform.
  setupFiles: ["<rootDir>/__tests__/support/setup.ts"],
  clearMocks: true,
  testTimeout: 30_000,
};

export default config;
