import { webAcl, type WebAclResource } from "../../../../constructs/observability/catalogue/waf";
import { synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const ACL: WebAclResource = { metricName: "openwan-waf-webacl", scope: "cloudfront" };

describe("the catalogue on web ACLs", () => {
  test("OW-298: warns of unusually many blocked requests where a system says how many are", () => {
    expect(synthesizeMonitoring(webAcl(ACL, { blockedAbove: 100 }))).toMatchObject({
      blocked: {
        ...WARNS,
        ...USUALLY,
        alarm_name: "shop-blocked-high",
        namespace: "AWS/WAFV2",
        metric_name: "BlockedRequests",
        statistic: "Sum",
        threshold: 100,
        comparison_operator: "GreaterThanThreshold",
      },
    });
  });

  test.each<[string, Partial<WebAclResource>, object]>([
    ["of a distribution", {}, { WebACL: "openwan-waf-webacl", Rule: "ALL" }],
    [
      "of a Region",
      { scope: { region: "us-east-1" } },
      { WebACL: "openwan-waf-webacl", Region: "us-east-1", Rule: "ALL" },
    ],
    ["of one rule", { rule: "RateLimitRule" }, { WebACL: "openwan-waf-webacl", Rule: "RateLimitRule" }],
  ])("names the dimensions %s", (_case, change, dimensions) => {
    const alarms = synthesizeMonitoring(webAcl({ ...ACL, ...change }, { blockedAbove: 1 }));

    expect(alarms["blocked"]?.["dimensions"]).toEqual(dimensions);
  });

  test("watches nothing by itself, and says why", () => {
    const { alarms, unwatched } = webAcl(ACL);

    expect(alarms).toEqual({});
    expect(unwatched["BlockedRequests"]).toBe("to block requests is what a web ACL is for");
    expect(webAcl(ACL, { blockedAbove: 1 }).unwatched).not.toHaveProperty("BlockedRequests");
  });
});
