import { regionCode } from "../../../constructs/core/region-code";
import { refusalOf } from "../../support/synthesis";

describe("the short form of a Region", () => {
  test.each([
    ["ap-northeast-1", "apne1"],
    ["ap-northeast-3", "apne3"],
    ["ap-southeast-2", "apse2"],
    ["us-east-1", "use1"],
    ["eu-central-1", "euc1"],
    ["ca-west-1", "caw1"],
    ["us-gov-west-1", "usgw1"],
  ])("%s is %s", (region, code) => {
    expect(regionCode(region, "region")).toBe(code);
  });

  test.each(["tokyo", "ap-northeast", "ap-up-1"])("%s is refused", (region) => {
    expect(refusalOf(() => regionCode(region, "stack.region"))).toBe(
      `stack.region: must be an AWS Region code, got ${region}; write it like ap-northeast-1`,
    );
  });
});
