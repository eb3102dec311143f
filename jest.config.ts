import type { Config } from "jest";

const config: Config = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  transform: { "\.ts$": "<rootDir>/__tests__/support/transform.cjs" },
  setupFiles: ["<rootDir>/__tests__/support/setup.ts"],
  clearMocks: true,
  testTimeout: 30_000,
};

export default config;
