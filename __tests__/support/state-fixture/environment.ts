import type { Environment, StateLocation } from "../../../constructs/core/environment";

/** The environment of the fixture system, whose stacks need no AWS. */
export const FIXTURE: Environment = {
  system: "fixture",
  name: "dev",
  account: "111111111111",
  region: "ap-northeast-1",
  zones: ["ap-northeast-1a"],
  protection: "disposable",
  tags: {},
  state: {
    bucket: "strata-state-111111111111-ap-northeast-1",
    lockTable: "strata-state-locks",
    region: "ap-northeast-1",
    kmsKeyArn: "arn:aws:kms:ap-northeast-1:111111111111:alias/strata-state",
    nativeLock: false,
  },
};

/** The fixture's environment with another place for its state. */
export function fixtureWith(state: Partial<StateLocation>): Environment {
  return { ...FIXTURE, state: { ...FIXTURE.state, ...state } };
}
