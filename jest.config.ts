import type { Config } from "jest";

// Published as ES modules only, which Jest's CommonJS does not load as they are.
const MODULES =
  "(@octokit/[^/]+|@hpcc-js/wasm-graphviz|before-after-hook|content-type|universal-user-agent|json-with-bigint|markdown-table)";

// What runs the real Terraform or the real cdktf from beginning to end.
const END_TO_END = [
  "/__tests__/operations/bootstrap/.*\\.test\\.ts$",
  "/__tests__/operations/delivery/(commands|deploy|destroy|flow)\\.test\\.ts$",
  "/__tests__/remote-state/.*\\.test\\.ts$",
];
// What applies systems with the real Terraform against stand-ins of the providers.
const REHEARSALS = ["/__tests__/operations/rehearsal/(?!enterprise|workload).*\\.test\\.ts$"];
// The same with the accounts of enterprise that are the platform, and with those that a system runs in.
const REHEARSALS_OF_ENTERPRISE = ["/__tests__/operations/rehearsal/enterprise.*\\.test\\.ts$"];
const REHEARSALS_OF_WORKLOADS = ["/__tests__/operations/rehearsal/workload-.*\\.test\\.ts$"];
// What looks at whole systems, and at what is made of them; the accounts of enterprise apart.
const SYSTEMS = [
  "/__tests__/(systems(?!/enterprise/)|examples)/.*\\.test\\.ts$",
  "/__tests__/operations/synth\\.test\\.ts$",
];
const SYSTEMS_ENTERPRISE = ["/__tests__/systems/enterprise/.*\\.test\\.ts$"];
// What proves who reaches whom in each system, and breaks copies of it.
const FLOWS = ["/__tests__/operations/flows/.*\\.test\\.ts$"];
// What looks at the workflows of GitHub Actions.
const WORKFLOWS = ["/__tests__/github/.*\\.test\\.ts$"];

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
  // One script each in package.json, so that none takes longer than three minutes on two cores.
  projects: [
    {
      ...project,
      displayName: "units",
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        ...SYSTEMS,
        ...SYSTEMS_ENTERPRISE,
        ...FLOWS,
        ...WORKFLOWS,
        ...END_TO_END,
        ...REHEARSALS,
        ...REHEARSALS_OF_ENTERPRISE,
        ...REHEARSALS_OF_WORKLOADS,
      ],
    },
    { ...project, displayName: "systems", testRegex: SYSTEMS },
    { ...project, displayName: "systems-enterprise", testRegex: SYSTEMS_ENTERPRISE },
    { ...project, displayName: "flows", testRegex: FLOWS },
    { ...project, displayName: "workflows", testRegex: WORKFLOWS },
    { ...project, displayName: "end-to-end", testRegex: END_TO_END },
    { ...project, displayName: "rehearsals", testRegex: REHEARSALS },
    { ...project, displayName: "rehearsals-enterprise", testRegex: REHEARSALS_OF_ENTERPRISE },
    { ...project, displayName: "rehearsals-workloads", testRegex: REHEARSALS_OF_WORKLOADS },
  ],
  // Tests that run Terraform wait for it; leaving a core to the waiting would double the time.
  maxWorkers: "100%",
  testTimeout: 30_000,
};

export default config;
