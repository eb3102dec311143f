import { accountLines } from "../../../operations/workflows/accounts";
import { refusalOf } from "../../support/synthesis";
import { example, exampleSystem } from "./systems";

const SYSTEMS = [exampleSystem({ dev: example("111111111111"), "pre-prod": example("222222222222") })];

describe("the accounts among a repository's variables", () => {
  test("are lines for the environment of later steps", () => {
    const variables = {
      STRATA_ACCOUNT_SHOP_DEV: "333333333333",
      STRATA_ACCOUNT_SHOP_PRE_PROD: "444444444444",
    };

    expect(accountLines(JSON.stringify(variables), SYSTEMS)).toEqual([
      "STRATA_ACCOUNT_SHOP_DEV=333333333333",
      "STRATA_ACCOUNT_SHOP_PRE_PROD=444444444444",
    ]);
  });

  test("are none where no variable is set, as in a pull request from a fork", () => {
    expect(accountLines("{}", SYSTEMS)).toEqual([]);
  });

  test("let no other variable through", () => {
    const variables = { NODE_OPTIONS: "--require ./evil.js", STRATA_ACCOUNT_OTHER_DEV: "333333333333" };

    expect(accountLines(JSON.stringify(variables), SYSTEMS)).toEqual([]);
  });

  test.each(["", "33333333333", "333333333333\nNODE_OPTIONS=--require ./evil.js"])(
    "refuse the value %j",
    (value) => {
      expect(
        refusalOf(() => accountLines(JSON.stringify({ STRATA_ACCOUNT_SHOP_DEV: value }), SYSTEMS)),
      ).toContain("variable STRATA_ACCOUNT_SHOP_DEV of the repository: must be a 12-digit AWS account id");
    },
  );

  test.each([undefined, "", "not JSON", "[]", "null"])("refuse %j in place of the variables", (json) => {
    expect(refusalOf(() => accountLines(json, SYSTEMS))).toContain(
      "VARIABLES: must be the repository's variables as a JSON object",
    );
  });
});
