import fs from "node:fs";
import path from "node:path";
import { GUARD_RAILS } from "../../../guardrails/rules";

/** Checks of Checkov 3.3.30 by id, with the types that they look at, as `checkov --list` has them. */
const CHECKS = JSON.parse(fs.readFileSync(path.join(__dirname, "checks.json"), "utf8")) as Readonly<
  Record<string, readonly string[]>
>;

/** The first words of a type, which a resource shares with its parts: `aws_s3_bucket`, `aws_iam_role`. */
const family = (type: string) => type.split("_").slice(0, 2).join("_");

describe("the checks of Checkov that rules name", () => {
  it.each(GUARD_RAILS.filter(({ controls }) => (controls.checkov ?? []).length > 0))(
    "$id names checks that exist and look at the same service",
    ({ controls, types }) => {
      const families = new Set(types.map(family));
      const strangers = (controls.checkov ?? []).filter(
        (id) => !(CHECKS[id] ?? []).some((type) => families.has(family(type))),
      );
      expect(strangers).toEqual([]);
    },
  );
});
