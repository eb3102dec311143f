import type { EnterpriseConfig } from "../../../systems/enterprise/config";
import { environments } from "../../../systems/enterprise/config";
import { type Organization, ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { PEOPLE, type PeopleConfig } from "../../../systems/enterprise/people/config";
import { enterprise } from "../../../systems/enterprise/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { controlPoliciesProblems } from "../../../constructs/governance/control-statement";
import { PeopleStack } from "../../../stacks/people-stack";
import { ENVIRONMENT, refusalOf, synthesizeApp } from "../../support/synthesis";
import { accountsWith, type Change, organizationWith, problemsOf } from "./composed";

const AT = "enterprise.management";

/** Other values of the people, in every account. */
const people =
  (values: Partial<PeopleConfig>): Change =>
  (config) => ({ ...config, people: { ...PEOPLE, ...values } });

describe("values of an organization", () => {
  it("accepts those of the repository", () => {
    expect(problemsOf(ORGANIZATION)).toEqual([]);
  });

  it("EN-004 refuses two accounts with one address, however it is written", () => {
    expect(problemsOf(accountsWith({ stg: { email: "AWS+DEV@example.com" } }))).toEqual([
      `${AT}.organization.accounts.stg.email: must not be that of dev, as each account has a root user of its own, got AWS+DEV@example.com; give it one of its own`,
    ]);
  });

  it("EN-126 refuses a role that opens folders of a bucket without the level of its files", () => {
    const roles = { ...PEOPLE.data, "data-d": { ...PEOPLE.data["data-d"]!, levels: ["internal"] as const } };

    expect(problemsOf(ORGANIZATION, people({ data: roles }))).toEqual([
      "enterprise.prod.people.data.data-d.levels: must hold confidential, the level of enterprise-documents-prod: its files cannot be read without that key, got internal; add the level, or give the role a bucket of its levels",
    ]);
  });

  it("EN-126 leaves roles alone whose bucket lies elsewhere", () => {
    const roles = {
      ...PEOPLE.data,
      "data-d": { ...PEOPLE.data["data-d"]!, bucketName: "elsewhere", levels: ["internal"] as const },
    };

    expect(problemsOf(ORGANIZATION, people({ data: roles }))).toEqual([]);
  });

  it("EN-154 refuses two environments in one account", () => {
    expect(problemsOf(accountsWith({ stg: { id: ORGANIZATION.accounts.dev.id } }))).toContain(
      `${AT}.organization.accounts.stg.id: must not be that of dev, as each environment is an account of its own, got 810000000006; give it one of its own`,
    );
  });

  it("EN-003 refuses a unit within a unit", () => {
    const nested = accountsWith({ dev: { unit: "workloads/dev" as "workloads" } });

    expect(problemsOf(nested)).toContain(
      `${AT}.organization.accounts.dev.unit: must be a unit under the root, none lies in another, got workloads/dev; choose users, security, shared or workloads`,
    );
  });

  it("EN-005 refuses an account in a unit whose policies are not made for it", () => {
    expect(problemsOf(accountsWith({ dev: { unit: "users" } }))).toEqual([
      `${AT}.organization.accounts.dev.unit: must be workloads, whose policies are made for it, got users; write workloads`,
    ]);
  });

  it.each<[string, Organization["images"], string]>([
    [
      "a copy to an account that there is not",
      { pushedTo: "dev", copiedTo: ["regulated"] },
      "images.copiedTo: must be an account that there is, got regulated; choose another, or name it among the accounts",
    ],
    [
      "a copy to where the images are",
      { pushedTo: "dev", copiedTo: ["dev"] },
      "images.copiedTo: must name other accounts than that of the images, each once, got dev; leave it out",
    ],
    [
      "two copies for one account",
      { pushedTo: "dev", copiedTo: ["prod", "prod"] },
      "images.copiedTo: must name other accounts than that of the images, each once, got prod; leave it out",
    ],
    [
      "images in an account that runs nothing",
      { pushedTo: "audit" as "dev", copiedTo: [] },
      'images: must be each-account, or name accounts that systems run in as pushedTo and copiedTo, got {"pushedTo":"audit","copiedTo":[]}; choose one',
    ],
  ])("EN-024 refuses %s", (_name, images, message) => {
    expect(problemsOf(organizationWith({ images }))).toContain(`${AT}.organization.${message}`);
  });

  it("EN-024 accepts images that each account is pushed to", () => {
    expect(problemsOf(organizationWith({ images: "each-account" }))).toEqual([]);
  });

  it("M-01 refuses a Region that is none", () => {
    expect(problemsOf(organizationWith({ furtherRegions: ["tokyo"] }))).toContain(
      `${AT}.organization.furtherRegions[0]: must be an AWS Region code, got tokyo; write it like ap-northeast-1`,
    );
  });

  it("M-01 refuses to keep the copies of backups where the originals are", () => {
    expect(problemsOf(organizationWith({ backupRegion: "ap-northeast-1" }))).toContain(
      `${AT}.organization.backupRegion: must be another than the home Region, whose loss backups are to survive, got ap-northeast-1; choose another`,
    );
  });

  it("M-02 refuses examples where somebody deploys", () => {
    const problems = problemsOf(organizationWith({ placeholders: "refused" }));

    expect(problems).toContain(
      `${AT}.organization.id: must not be an example, got o-exampleorgid; write the real one, or allow placeholders while nobody deploys`,
    );
    expect(problems).toContain(
      `${AT}.organization.accounts.dev.email: must not be an example, got aws+dev@example.com; write the real one, or allow placeholders while nobody deploys`,
    );
    expect(problems).toHaveLength(17);
  });
});

describe("accounts of variables", () => {
  it("M-02 reach every account that knows them", () => {
    const configs = validConfigs(forAnyConfig(enterprise), {
      STRATA_ACCOUNT_ENTERPRISE_SECURITY: "123456789012",
    });
    const known = Object.keys(environments).map(
      (name) => (configs[name]!.config as EnterpriseConfig).organization.accounts.security.id,
    );

    expect(new Set(known)).toEqual(new Set(["123456789012"]));
    expect(configs["security"]!.environment.account).toBe("123456789012");
  });
});

describe("values of the people", () => {
  it("M-06 refuses developers in prod", () => {
    const duties = { ...PEOPLE.duties, developer: { accounts: ["dev", "prod"], sessionHours: 8 } } as const;

    expect(problemsOf(ORGANIZATION, people({ duties, groups: {}, users: {} }))).toEqual([
      `${AT}.people.duties.developer.accounts: must have developers in dev and stg alone, got prod; leave it out, or let them look with readonly`,
    ]);
  });

  it("M-06 refuses a session that IAM does not know", () => {
    const duties = {
      ...PEOPLE.duties,
      auditor: { accounts: ["audit", "security"], sessionHours: 13 },
    } as const;

    expect(problemsOf(ORGANIZATION, people({ duties }))).toEqual([
      `${AT}.people.duties.auditor.sessionHours: must be a whole number of hours, 1 to 12, got 13; choose one of that range`,
    ]);
  });

  it("EN-015 refuses a group that would switch to a role that is not there", () => {
    expect(
      problemsOf(ORGANIZATION, people({ groups: { strangers: { owner: ["dev"] } }, users: {} })),
    ).toEqual([
      `${AT}.people.groups.strangers.owner: must be a role, got owner; choose one of admin, developer, operator, readonly, auditor, data-a, data-b, data-c, data-d`,
    ]);
    expect(problemsOf(ORGANIZATION, people({ groups: { team: { auditor: ["dev"] } }, users: {} }))).toEqual([
      `${AT}.people.groups.team.auditor: must name accounts that have the role auditor, got dev; choose among audit, security, or give it to dev`,
    ]);
  });

  it("M-05 refuses a person in a group that is not there", () => {
    expect(problemsOf(ORGANIZATION, people({ users: { "somebody-1": ["guests"] } }))).toEqual([
      `${AT}.people.users.somebody-1: must name groups, got guests; choose among administrators, developers, operators, auditors, group-a, group-b, group-c, group-d`,
    ]);
  });

  it("EN-126 refuses a level that nobody knows", () => {
    const levels = { operator: ["top-secret"] } as unknown as PeopleConfig["levels"];

    expect(problemsOf(ORGANIZATION, people({ levels }))).toContain(
      `${AT}.people.levels.operator[0]: must be a level of confidentiality, got top-secret; choose one of public, internal, confidential, strictly_confidential, personal, specific_personal, cardholder`,
    );
  });

  it("EN-014 refuses users outside the identity account", () => {
    const message = refusalOf(() =>
      synthesizeApp((app) => {
        new PeopleStack(app, {
          environment: ENVIRONMENT,
          identityAccount: "810000000002",
          everyoneName: "everyone",
          groups: {},
          people: {},
        });
      }),
    );

    expect(message).toBe(
      "people-test: makes users in the identity account, 810000000002, alone, got 111111111111; let people of other accounts switch to a role",
    );
  });
});

describe("control policies", () => {
  const policy = (actions: readonly string[]): Parameters<typeof controlPoliciesProblems>[0][string] => ({
    description: "A policy",
    statements: [{ sid: "Nothing", actions }],
    units: ["workloads"],
    accounts: [],
  });
  const messages = (policies: Parameters<typeof controlPoliciesProblems>[0]): string[] =>
    controlPoliciesProblems(policies, "policies").map(
      ({ path, rule, got, fix }) => `${path}: ${rule}, got ${String(got)}; ${fix}`,
    );
  /** A policy of so many characters: around the action stand 106. */
  const ofSize = (characters: number): ReturnType<typeof policy> =>
    policy([`s3:${"x".repeat(characters - 106)}`]);

  it("C-05 refuses a policy of more than 5120 characters, and accepts one of 5120", () => {
    expect(messages({ long: ofSize(5120) })).toEqual([]);
    expect(messages({ long: ofSize(5121) })).toEqual([
      "policies.long.statements: must have at most 5120 characters as a policy, got 5121; divide them among two policies",
    ]);
  });

  it("C-05 refuses a fifth policy on a target beside FullAWSAccess, and accepts a fourth", () => {
    const four = Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, policy(["s3:GetObject"])]));

    expect(messages(four)).toEqual([]);
    expect(messages({ ...four, e: policy(["s3:PutObject"]) })).toEqual([
      "policies: must attach at most 4 policies to unit workloads, beside FullAWSAccess, got a, b, c, d, e; join two of them, or leave one out",
    ]);
  });

  it("counts a unit and an account of the same key apart", () => {
    const four = Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, policy(["s3:GetObject"])]));
    const onAccount = { ...policy(["s3:PutObject"]), units: [], accounts: ["workloads"] };

    expect(messages({ ...four, e: onAccount })).toEqual([]);
  });

  it("refuses a policy that denies nothing, and a description that is too long", () => {
    expect(messages({ empty: { ...policy([]), statements: [] } })).toEqual([
      "policies.empty.statements: must deny something, got undefined; add a statement",
    ]);
    expect(messages({ wordy: { ...policy(["s3:GetObject"]), description: "x".repeat(513) } })).toEqual([
      "policies.wordy.description: must have at most 512 characters, got 513; shorten it",
    ]);
  });
});
