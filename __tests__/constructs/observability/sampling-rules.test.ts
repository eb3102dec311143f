import { type SamplingRule, SamplingRules } from "../../../constructs/observability/sampling-rules";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const ERRORS: SamplingRule = {
  ruleName: "openwan-errors",
  priority: 100,
  reservoirSize: 1,
  fixedRate: 1,
  attributes: { error: "true" },
};
const HEALTH: SamplingRule = {
  ruleName: "openwan-health",
  priority: 200,
  reservoirSize: 0,
  fixedRate: 0.01,
  httpMethod: "GET",
  urlPath: "/health",
};

const synthesize = (rules: Readonly<Record<string, SamplingRule>>) =>
  synthesizeStack((stack) => new SamplingRules(stack, "sampling", { rules }));

describe("sampling rules", () => {
  test("OW-304, OW-308, OW-D36: match everything where nothing else is said", () => {
    expect(synthesize({ errors: ERRORS }).one("aws_xray_sampling_rule", "sampling_errors")).toEqual({
      rule_name: "openwan-errors",
      priority: 100,
      reservoir_size: 1,
      fixed_rate: 1,
      host: "*",
      http_method: "*",
      url_path: "*",
      service_name: "*",
      service_type: "*",
      resource_arn: "*",
      version: 1,
      attributes: { error: "true" },
    });
  });

  test("OW-305: match method and path, service and host", () => {
    const rule = { ...HEALTH, serviceName: "openwan-backend", host: "openwan.example.com" };

    const rendered = synthesize({ health: rule }).one("aws_xray_sampling_rule", "sampling_health");

    expect(rendered).toMatchObject({
      http_method: "GET",
      url_path: "/health",
      service_name: "openwan-backend",
      host: "openwan.example.com",
      reservoir_size: 0,
      fixed_rate: 0.01,
    });
    expect(rendered).not.toHaveProperty("attributes");
  });

  test("OW-307: make none but those stated", () => {
    expect(synthesize({ errors: ERRORS, health: HEALTH }).ids("aws_xray_sampling_rule")).toEqual([
      "sampling_errors",
      "sampling_health",
    ]);
  });

  test("are refused with equal priorities, once", () => {
    expect(refusalOf(() => synthesize({ errors: ERRORS, health: { ...HEALTH, priority: 100 } }))).toBe(
      "unit-test/sampling.health.priority: is another than that of errors, got 100; say which of the two comes first",
    );
  });

  test.each<[string, Partial<SamplingRule>, string]>([
    ["priority 0", { priority: 0 }, "errors.priority: is a whole number from 1 to 9999, got 0"],
    ["the priority of X-Ray's own rule", { priority: 10_000 }, "is a whole number from 1 to 9999, got 10000"],
    ["half a priority", { priority: 1.5 }, "is a whole number from 1 to 9999, got 1.5"],
    ["a rate in percent", { fixedRate: 10 }, "errors.fixedRate: is a part of the whole, 0 to 1, got 10"],
    ["a rate below nothing", { fixedRate: -0.1 }, "is a part of the whole, 0 to 1, got -0.1"],
    ["half a request", { reservoirSize: 0.5 }, "errors.reservoirSize: is a whole number from 0, got 0.5"],
    [
      "six attributes",
      { attributes: { a: "1", b: "1", c: "1", d: "1", e: "1", f: "1" } },
      "errors.attributes: are at most 5, got 6",
    ],
    ["a name of 33 characters", { ruleName: "r".repeat(33) }, "has at most 32 characters"],
  ])("are refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize({ errors: { ...ERRORS, ...change } }))).toContain(rule);
  });

  test.each<Partial<SamplingRule>>([{ priority: 1 }, { priority: 9999 }, { fixedRate: 0 }])(
    "take %j",
    (change) => {
      expect(synthesize({ errors: { ...ERRORS, ...change } }).ids("aws_xray_sampling_rule")).toHaveLength(1);
    },
  );
});
