import type { Decision } from "../../../decisions";
import type { Traits } from "./traits";

/** By which way operators come in. */
export const BASTION: Decision<Traits> = {
  key: "bastion",
  question: "How operators reach what is private",
  place: "Bastion",
  layer: "bastion",
  rules: [
    {
      situation: "operators look things up, forward ports and run commands",
      applies: ({ sshNeeded }) => !sshNeeded,
      use: "session-manager",
      because: "IAM says who, no port is open, no key is kept, and sessions are logged",
    },
    {
      situation: "operators need SSH itself",
      applies: () => true,
      use: "instance-connect",
      because: "it speaks SSH",
    },
  ],
  alternatives: { "session-manager": () => undefined },
  ruledOut: {
    "instance-connect": {
      because: "EC2 Instance Connect Endpoint forwards no ports and logs no commands",
      instead: "choose session-manager with a reason, or state sshNeeded as false",
    },
    "public-instance": {
      because: "a public bastion has an open port and keys to look after",
      instead: "use session-manager",
    },
  },
};

/** How logs are divided. */
export const LOG_GROUPS: Decision<Traits> = {
  key: "logGroups",
  question: "How logs of services are divided",
  place: "Log groups",
  layer: "service",
  rules: [
    {
      situation: "parts of one log are kept for such different times that one group costs too much",
      applies: ({ logRetentionDiffers }) => logRetentionDiffers,
      use: "several-per-service",
      because: "each part is kept for its own time",
    },
    {
      situation: "one time does for a service",
      applies: () => true,
      use: "one-per-service",
      because: "filters, costs and access are each service's own, and queries search across groups",
    },
  ],
  alternatives: { "one-per-service": () => undefined, "several-per-service": () => undefined },
  ruledOut: {
    "one-for-all": {
      because:
        "services in one group must agree on a layout, crowd each other out and show each other's data",
      instead: "use one-per-service; a query searches 50 groups at once",
    },
  },
};

/** What builds and delivers. */
export const PIPELINE: Decision<Traits> = {
  key: "pipeline",
  question: "What builds and delivers",
  place: "CI/CD",
  layer: "github",
  rules: [
    {
      situation: "the source lies on GitLab",
      applies: ({ sourceHost }) => sourceHost === "gitlab",
      use: "gitlab-ci",
      because: "it comes with the host",
    },
    {
      situation: "the source lies on GitHub",
      applies: () => true,
      use: "github-actions",
      because: "it comes with the host",
    },
  ],
  alternatives: { "github-actions": () => undefined },
  ruledOut: {
    "gitlab-ci": {
      because: "the workflows of this repository are GitHub's",
      instead: "state sourceHost as github, or mirror the repository there",
    },
    jenkins: {
      because: "Jenkins is a server to operate",
      instead: "use github-actions",
    },
    codecommit: {
      because: "CodeCommit is not taken up anew",
      instead: "use github-actions; a mirror in AWS may keep a copy",
    },
    codepipeline: {
      because: "the source's host has a pipeline of its own",
      instead: "use github-actions",
    },
  },
};

/** Where packages come from. */
export const PACKAGES: Decision<Traits> = {
  key: "packages",
  question: "Where packages of languages come from",
  place: "CI/CD",
  layer: "packages",
  rules: [
    {
      situation: "packages must be had without the internet",
      applies: ({ closedNetwork }) => closedNetwork,
      use: "codeartifact",
      because: "it keeps a copy of each within AWS",
    },
    {
      situation: "the internet can be reached",
      applies: () => true,
      use: "public-registries",
      because: "nothing has to be kept",
    },
  ],
  alternatives: {},
  ruledOut: {},
};

/** When tests run. */
export const TESTS: Decision<Traits> = {
  key: "tests",
  question: "When tests run",
  place: "Tests",
  layer: "github",
  rules: [
    {
      situation: "some take too long for every change, and hardly change themselves",
      applies: ({ longTests }) => longTests,
      use: "pipeline-and-nightly",
      because: "a change waits for what can be waited for, and the night for the rest",
    },
    {
      situation: "all are quick enough",
      applies: () => true,
      use: "pipeline",
      because: "nothing is merged that any of them finds",
    },
  ],
  alternatives: { "pipeline-and-nightly": () => undefined },
  ruledOut: {
    "basic-cases": {
      because: "a pipeline with the basic cases alone leaves the others to whoever thinks of them",
      instead: "use pipeline, or pipeline-and-nightly where some take too long",
    },
  },
};
