import { type GuardRail, notCompliant, type Verdict } from "../../guard-rail";
import { shown } from "../../verdicts";
import { type Attributes, blocks } from "../../workspace";

/** First versions whose `rds.force_ssl` is on unless a group turns it off. */
const DEMANDED_SINCE: ReadonlyMap<string, number> = new Map([
  ["postgres", 15],
  ["aurora-postgresql", 17],
]);

/**
 * `DB-010`: databases demand TLS.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 */
export const databaseDemandsTls: GuardRail = {
  id: "DB-010",
  title: "A database refuses connections without TLS",
  why: "passwords and rows could be read on their way",
  fix: "set require_secure_transport (MySQL, MariaDB) or rds.force_ssl (PostgreSQL) to 1",
  controls: { fsbp: ["RDS.38", "RDS.39", "RDS.44"], checkov: ["CKV2_AWS_69"] },
  types: ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"],
  check: ({ type, attributes }) => {
    const family = String(attributes["family"]);
    // Aurora states it for the cluster; the groups of its instances have no such parameter.
    if (type === "aws_db_parameter_group" && family.startsWith("aurora-")) {
      return [];
    }
    if (/^(aurora-)?(mysql|mariadb)/.test(family)) {
      return isOn(attributes, "require_secure_transport", false);
    }
    const [, engine, version] = /^((?:aurora-)?postgres(?:ql)?)(\d+)/.exec(family) ?? [];
    return engine === undefined
      ? []
      : isOn(attributes, "rds.force_ssl", Number(version) >= (DEMANDED_SINCE.get(engine) ?? Infinity));
  },
};

function isOn(group: Attributes, parameter: string, byDefault: boolean): readonly Verdict[] {
  const value = blocks(group, "parameter").find(({ name }) => name === parameter)?.["value"];
  const on = value === undefined ? byDefault : value === "1" || value === "ON";
  return on ? [] : [notCompliant(`${parameter} = ${shown(value)}`)];
}
