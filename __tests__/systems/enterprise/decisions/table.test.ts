import { choiceProblems, decideAll, type Choice } from "../../../../systems/decisions";
import { formatProblem } from "../../../../constructs/core/errors";
import { DECISIONS } from "../../../../systems/enterprise/workload/decisions/config";
import {
  DECISIONS_TABLE,
  decided,
  explained,
} from "../../../../systems/enterprise/workload/decisions/decided";
import { decisionProblems, decisionsShape } from "../../../../systems/enterprise/workload/decisions/schema";
import { storageFor } from "../../../../systems/enterprise/workload/decisions/storage";
import type { Traits } from "../../../../systems/enterprise/workload/decisions/traits";

/** An API for the house alone, that nothing speaks against anything of. */
const PLAIN: Traits = {
  ...DECISIONS.traits,
  audience: "internal",
  siteOnCloudFront: false,
  boundary: "own-system",
  rateLimits: "none",
  longTests: false,
};
const B2B: Partial<Traits> = { audience: "b2b", boundary: "other-systems", rateLimits: "together" };

type Choices = Readonly<Record<string, Choice>>;

function use(decision: string, traits: Partial<Traits>, choices: Choices = {}): string {
  const found = decideAll(DECISIONS_TABLE, { ...PLAIN, ...traits }, choices).find(
    ({ key }) => key === decision,
  );
  return found!.use;
}

function problems(traits: Partial<Traits>, choices: Choices = {}): readonly string[] {
  return decisionProblems({ traits: { ...PLAIN, ...traits }, choices }, "decisions").map(formatProblem);
}

const because = "the project weighed it";

describe("what the guideline recommends", () => {
  test.each<[string, string, Partial<Traits>, string]>([
    // Compute
    ["EN-216", "compute", {}, "ecs-on-ec2"],
    ["EN-217 EN-218", "compute", { hostOperation: "too-much" }, "ecs-on-fargate"],
    ["EN-219", "compute", { traffic: "unpredictable", sharedCompute: false }, "lambda"],
    ["EN-219", "compute", { traffic: "unpredictable", sharedCompute: true }, "ecs-on-ec2"],
    ["EN-219", "compute", { traffic: "steady", sharedCompute: false }, "ecs-on-ec2"],
    // Entry
    ["EN-179", "gateway", {}, "none"],
    ["EN-180", "gateway", { ...B2B, siteOnCloudFront: true }, "http-api"],
    ["EN-180", "gateway", { rateLimits: "together" }, "http-api"],
    ["EN-193", "gateway", { rateLimits: "per-client" }, "rest-api"],
    ["EN-193", "gateway", { boundary: "other-systems", responseCache: true }, "rest-api"],
    ["EN-193", "gateway", { boundary: "other-systems", stageVariables: true }, "rest-api"],
    ["EN-193 EN-194", "gateway", { ...B2B }, "rest-api"],
    ["EN-196", "gateway", { boundary: "other-systems", longestRequestSeconds: 30 }, "none"],
    [
      "EN-196",
      "gateway",
      { boundary: "other-systems", longestRequestSeconds: 30, gatewayTimeoutRaised: true },
      "http-api",
    ],
    ["EN-182", "authorization", { rateLimits: "per-client" }, "cognito-user-pool"],
    ["EN-182", "authorization", { rateLimits: "together" }, "jwt"],
    [
      "EN-183",
      "authorization",
      { rateLimits: "together", authorization: "beyond-token" },
      "lambda-authorizer",
    ],
    [
      "EN-183",
      "authorization",
      { rateLimits: "together", authorization: "beyond-token-at-low-latency" },
      "application",
    ],
    ["EN-179", "authorization", {}, "application"],
    ["EN-186 EN-188", "apiDescription", {}, "interface-alone"],
    // Edge
    ["EN-200", "cdn", { audience: "b2c" }, "cloudfront"],
    ["EN-201", "cdn", { ...B2B, siteOnCloudFront: true }, "cloudfront"],
    ["EN-204", "cdn", { ...B2B, partners: partners({ highAvailability: true }) }, "cloudfront"],
    ["EN-204", "cdn", { ...B2B, partners: partners({ manyUnknown: true }) }, "cloudfront"],
    ["EN-204", "cdn", { ...B2B, partners: partners({ overseas: true }) }, "cloudfront"],
    ["EN-204", "cdn", { ...B2B }, "none"],
    ["EN-206", "cdn", {}, "none"],
    ["EN-206", "cdn", { partners: partners({ overseas: true }) }, "none"],
    ["EN-202", "webAcl", { audience: "b2c" }, "cloudfront"],
    ["EN-205 EN-207", "webAcl", { ...B2B }, "regional"],
    ["EN-206", "webAcl", {}, "none"],
    ["EN-203", "shield", { audience: "b2c" }, "standard"],
    ["EN-211", "loadBalancer", {}, "application"],
    ["EN-211", "loadBalancer", { latency: "low" }, "network"],
    // Between services
    ["EN-228", "calls", {}, "load-balancer"],
    ["EN-229", "calls", { serviceCalls: "very-frequent" }, "service-connect"],
    ["EN-230", "calls", { latency: "extreme" }, "load-balancer"],
    ["EN-230", "calls", { latency: "extreme", discoveryVerified: true }, "service-discovery"],
    // Jobs
    ["EN-234", "batch", {}, "ecs-on-ec2"],
    ["EN-234", "batch", { hostOperation: "too-much" }, "ecs-on-fargate"],
    ["EN-234", "batch", { traffic: "unpredictable", sharedCompute: false }, "ecs-on-fargate"],
    ["EN-235", "batchPrice", {}, "on-demand"],
    ["EN-246", "scheduler", {}, "step-functions"],
    ["EN-239", "queue", {}, "sqs-standard"],
    ["EN-240", "queue", { jobDelivery: "exactly-once" }, "sqs-fifo"],
    ["EN-241", "messageStore", { messageKeepDays: 14 }, "queue"],
    ["EN-242", "messageStore", { messageKeepDays: 15 }, "database"],
    // Operation
    ["EN-176", "bastion", {}, "session-manager"],
    ["EN-247", "logGroups", {}, "one-per-service"],
    ["EN-248", "logGroups", { logRetentionDiffers: true }, "several-per-service"],
    ["EN-298", "pipeline", {}, "github-actions"],
    ["EN-301", "packages", {}, "public-registries"],
    ["EN-301", "packages", { closedNetwork: true }, "codeartifact"],
    ["EN-308", "tests", {}, "pipeline"],
    ["EN-309", "tests", { longTests: true }, "pipeline-and-nightly"],
  ])("%s %s with %j: %s", (_row, decision, traits, expected) => {
    expect(use(decision, traits)).toBe(expected);
  });

  test("EN-027 every decision says when, why and where the guideline does", () => {
    for (const { situation, because: why, place, question } of explained({ traits: PLAIN, choices: {} })) {
      expect([situation, why, place, question].filter((text) => text.length < 3)).toEqual([]);
    }
  });

  test("the reference workload is what the guideline recommends for consumers with limits of their own", () => {
    expect(decided(DECISIONS)).toMatchObject({
      compute: "ecs-on-ec2",
      calls: "load-balancer",
      cdn: "cloudfront",
      gateway: "rest-api",
      webAcl: "cloudfront",
      loadBalancer: "application",
      authorization: "cognito-user-pool",
      batch: "ecs-on-ec2",
      queue: "sqs-standard",
      scheduler: "step-functions",
    });
    expect(decisionProblems(DECISIONS, "decisions")).toEqual([]);
  });
});

describe("another choice", () => {
  test.each<[string, string, Partial<Traits>, string]>([
    ["EN-217", "compute", {}, "ecs-on-fargate"],
    ["EN-216", "compute", { hostOperation: "too-much" }, "ecs-on-ec2"],
    ["EN-219", "compute", { traffic: "unpredictable" }, "lambda"],
    ["EN-179", "gateway", {}, "rest-api"],
    ["EN-200", "cdn", { audience: "b2c" }, "none"],
    ["EN-204", "cdn", { ...B2B }, "cloudfront"],
    ["EN-205", "webAcl", { ...B2B }, "none"],
    ["EN-203", "shield", { audience: "b2c" }, "advanced"],
    ["EN-183", "authorization", { rateLimits: "together" }, "lambda-authorizer"],
    ["EN-229", "calls", {}, "service-connect"],
    ["EN-228", "calls", { serviceCalls: "very-frequent" }, "load-balancer"],
    ["EN-234", "batch", {}, "ecs-on-fargate"],
    ["EN-240", "queue", {}, "sqs-fifo"],
    ["EN-242", "messageStore", {}, "database"],
    ["EN-248", "logGroups", {}, "several-per-service"],
    ["EN-211", "loadBalancer", { latency: "low" }, "application"],
  ])("EN-028 %s %s with %j may be %s, with a reason and not without", (_row, decision, traits, other) => {
    expect(problems(traits, { [decision]: { use: other, because } })).toEqual([]);
    expect(use(decision, traits, { [decision]: { use: other, because } })).toBe(other);

    expect(problems(traits, { [decision]: { use: other, because: " " } })).toEqual([
      expect.stringContaining(`decisions.choices.${decision}.because: needs a reason`),
    ]);
  });

  test("EN-235 is spot capacity for jobs on Fargate alone", () => {
    const spot = { use: "spot", because };

    expect(problems({ hostOperation: "too-much" }, { batchPrice: spot })).toEqual([]);
    expect(problems({}, { batchPrice: spot })).toEqual([
      "decisions.choices.batchPrice.use: only for jobs on Fargate; hosts are bought with the services, got spot; " +
        "use on-demand, or correct the traits",
    ]);
  });

  test("is known to what depends on it", () => {
    expect(use("batch", {}, { compute: { use: "ecs-on-fargate", because } })).toBe("ecs-on-fargate");
    expect(use("webAcl", { audience: "b2c" }, { cdn: { use: "none", because } })).toBe("regional");
  });

  test("that is the recommended one is refused, as it says nothing", () => {
    expect(problems({}, { compute: { use: "ecs-on-ec2", because } })).toEqual([
      "decisions.choices.compute: states what is chosen otherwise alone, got ecs-on-ec2, which is recommended; leave it out",
    ]);
  });

  test("of nothing that is decided, or of no option, is refused with what there is", () => {
    expect(problems({}, { weather: { use: "fine", because } })).toEqual([
      expect.stringContaining("decisions.choices.weather: is no decision of the table"),
    ]);
    expect(problems({}, { queue: { use: "carrier-pigeon", because } })).toEqual([
      "decisions.choices.queue.use: Which queue jobs wait in: must be an option of the table, got carrier-pigeon; " +
        "choose among sqs-fifo, sqs-standard",
    ]);
  });
});

describe("what the guideline rules out is refused whatever the reason", () => {
  test.each<[string, string, string, RegExp]>([
    ["EN-181", "gateway", "third-party", /run the gateway as a service behind the load balancer$/],
    ["EN-212", "gateway", "service-discovery", /its link leads to the load balancer$/],
    ["EN-222", "compute", "eks", /state kubernetes as not-demanded/],
    ["EN-223", "compute", "ec2", /an instance by itself is for the bastion alone$/],
    ["EN-224", "compute", "app-runner", /use ecs-on-ec2, or ecs-on-fargate with a reason$/],
    ["EN-231", "calls", "vpc-lattice", /use load-balancer/],
    ["EN-233", "batch", "aws-batch", /use ecs-on-ec2 or ecs-on-fargate/],
    ["EN-236", "batch", "eks", /state kubernetes as not-demanded/],
    ["EN-243", "queue", "amazon-mq", /use sqs-standard or sqs-fifo/],
    ["EN-244", "queue", "kinesis", /use sqs-standard or sqs-fifo$/],
    ["EN-244", "queue", "eventbridge", /use sqs-standard or sqs-fifo$/],
    ["EN-244", "queue", "sns", /use sqs-standard or sqs-fifo$/],
    ["EN-246", "scheduler", "mwaa", /state jobDependencies as simple$/],
    ["EN-176", "bastion", "public-instance", /use session-manager$/],
    ["EN-176", "bastion", "instance-connect", /choose session-manager with a reason/],
    ["EN-256", "logGroups", "one-for-all", /a query searches 50 groups at once$/],
    ["EN-186", "apiDescription", "gateway-extensions", /validate in the application/],
    ["EN-187", "apiDescription", "pass-through", /state the origins of CORS/],
    ["EN-299", "pipeline", "codecommit", /a mirror in AWS may keep a copy$/],
    ["EN-300", "pipeline", "jenkins", /use github-actions$/],
    ["EN-298", "pipeline", "codepipeline", /use github-actions$/],
    ["EN-310", "tests", "basic-cases", /use pipeline/],
  ])("%s %s: %s", (_row, decision, ruledOut, remedy) => {
    const found = problems({}, { [decision]: { use: ruledOut, because } });

    expect(found).toEqual([expect.stringContaining(`decisions.choices.${decision}.use: `)]);
    expect(found[0]).toMatch(remedy);
  });

  test.each<[string, Partial<Traits>, string]>([
    ["EN-222", { kubernetes: "demanded" }, "compute eks"],
    ["EN-233", { batch: "computation" }, "batch aws-batch"],
    ["EN-243", { existingBroker: true }, "queue amazon-mq"],
    ["EN-246", { jobDependencies: "many" }, "scheduler mwaa"],
    ["EN-211", { latency: "low" }, "loadBalancer network"],
    ["EN-230", { latency: "extreme", discoveryVerified: true }, "calls service-discovery"],
    ["EN-298", { sourceHost: "gitlab" }, "pipeline gitlab-ci"],
    ["EN-176", { sshNeeded: true }, "bastion instance-connect"],
  ])("%s traits %j, for which nothing is built: %s", (_row, traits, got) => {
    expect(problems(traits)).toContainEqual(expect.stringContaining(`got ${got}; `));
    expect(problems({})).toEqual([]);
  });
});

describe("a choice whose condition does not hold is refused", () => {
  test.each<[string, string, Partial<Traits>, string, string]>([
    ["EN-219", "compute", { traffic: "steady" }, "lambda", "only for load that is skewed"],
    [
      "EN-220",
      "compute",
      { traffic: "unpredictable", longestRequestSeconds: 901 },
      "lambda",
      "only for requests of at most 900 seconds",
    ],
    ["EN-191", "gateway", { rateLimits: "per-client" }, "http-api", "only without limits for each client"],
    ["EN-194", "gateway", { ...B2B }, "http-api", "only behind CloudFront"],
    ["EN-180", "gateway", { ...B2B }, "none", "only where nothing is limited"],
    [
      "EN-196",
      "gateway",
      { longestRequestSeconds: 30, boundary: "other-systems" },
      "rest-api",
      "only for answers",
    ],
    ["EN-206", "cdn", {}, "cloudfront", "only for an API that may be called from the internet"],
    ["EN-202", "webAcl", { audience: "b2c" }, "none", "only for partners or callers of the house"],
    ["EN-182", "authorization", { rateLimits: "together" }, "cognito-user-pool", "only at a REST API"],
    [
      "EN-234",
      "batch",
      { hostOperation: "too-much" },
      "ecs-on-ec2",
      "only where services run on hosts, which jobs then share",
    ],
  ])("%s %s with %j: %s", (_row, decision, traits, other, rule) => {
    expect(problems(traits, { [decision]: { use: other, because } })).toContainEqual(
      expect.stringContaining(`decisions.choices.${decision}.use: ${rule}`),
    );
  });

  test("EN-196 limits with answers that the gateway does not wait for", () => {
    expect(problems({ rateLimits: "together", longestRequestSeconds: 30 })).toEqual([
      expect.stringContaining(
        "decisions.traits.longestRequestSeconds: is at most 29 where calls are limited",
      ),
    ]);
    expect(
      problems({ rateLimits: "together", longestRequestSeconds: 30, gatewayTimeoutRaised: true }),
    ).toEqual([]);
  });

  test("EN-204 partners of whom nobody says where the answers come from", () => {
    const silent = { ...partners({ overseas: true }), reason: "" };

    expect(problems({ ...B2B, partners: silent })).toEqual([
      expect.stringContaining("decisions.traits.partners.reason: says what the answers rest on"),
    ]);
    expect(problems({ partners: silent })).toEqual([]);
  });

  test("EN-201 a site on CloudFront without CloudFront", () => {
    expect(problems({ siteOnCloudFront: true })).toEqual([
      expect.stringContaining("decisions.traits.siteOnCloudFront: is so only where CloudFront stands"),
    ]);
  });
});

test("traits have a shape, whose refusals name the options", () => {
  const result = decisionsShape.safeParse({ traits: { ...PLAIN, traffic: "wild" }, choices: {} });

  expect(result.error?.issues.map(({ message }) => message)).toEqual([
    "must be steady or unpredictable; choose one",
  ]);
  expect(decisionsShape.safeParse(DECISIONS).success).toBe(true);
});

describe("EN-160 EN-162 EN-163 EN-164 storage by its use", () => {
  test.each([
    ["unknown", "intelligent-tiering"],
    ["web-content", "standard"],
    ["small-objects", "standard"],
    ["often", "standard"],
  ] as const)("%s: %s", (access, expected) => {
    expect(storageFor(access)).toBe(expected);
  });

  test.each([
    ["monthly", 30, "STANDARD_IA"],
    ["monthly-recreatable", 30, "ONEZONE_IA"],
    ["quarterly", 0, "GLACIER_IR"],
    ["yearly", 0, "GLACIER"],
    ["hardly-ever", 0, "DEEP_ARCHIVE"],
  ] as const)("%s: after %d days %s, with its reason", (access, days, storageClass) => {
    expect(storageFor(access)).toMatchObject({
      transitions: [{ days, storageClass }],
      reason: expect.stringMatching(/read/) as unknown,
    });
  });

  test("one zone is for what can be made again alone, and nothing makes an Express bucket", () => {
    expect(storageFor("monthly-recreatable")).toHaveProperty("recreatable", true);
    expect(storageFor("monthly")).not.toHaveProperty("recreatable");
    expect(storageFor("single-zone-latency")).toBeUndefined();
  });
});

test("every decision ends with a row that always applies", () => {
  for (const { rules } of DECISIONS_TABLE) {
    expect(rules.at(-1)!.applies({} as Traits, {})).toBe(true);
  }
});

test("an unknown decision is told of beside the others' problems, not instead", () => {
  expect(
    choiceProblems(
      DECISIONS_TABLE,
      PLAIN,
      { weather: { use: "fine", because }, compute: { use: "ec2", because } },
      "d",
    ),
  ).toHaveLength(2);
});

function partners(values: Partial<Traits["partners"]>): Traits["partners"] {
  return {
    highAvailability: false,
    manyUnknown: false,
    overseas: false,
    reason: "their contracts",
    ...values,
  };
}
