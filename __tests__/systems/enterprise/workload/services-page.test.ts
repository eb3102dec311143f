import fs from "node:fs";

const page = fs.readFileSync("docs/operations/enterprise-services.md", "utf8").replaceAll(/\s+/g, " ");

describe("the page of the services", () => {
  test.each([
    ["EN-215: how a load balancer is prepared for a leap of the load", "ask AWS's support to warm it up"],
    ["EN-217: when Fargate is the better choice", "virus checks, vulnerability checks"],
    ["EN-227: what the estimate says", "about 23,000 yen a month against 26,000, and 54,000 for Lambda"],
    ["EN-254: how many groups a query reads", "50 groups at most"],
    ["EN-255: the quotas of CloudWatch Logs", "5,000 calls of PutLogEvents a second and 1,000,000 groups"],
    ["EN-256: what speaks against one group for several services", "would force one layout on all"],
    ["EN-305: what runs in the stages", "a tag in dev, the digest that was verified in stg and prod"],
  ])("%s", (_, said) => {
    expect(page).toContain(said);
  });
});
