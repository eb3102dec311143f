import type { Environment } from "../../../constructs/core/environment";
import type { Problem } from "../../../constructs/core/errors";
import { handlingOf } from "../../../constructs/governance/classification";
import type { BucketConfig } from "../workload/data/config";
import { dataNames } from "../workload/data/names";
import type { PeopleConfig } from "./config";
import { filesBucket } from "./data-access";

/** Roles that open folders of an account's buckets, but not the key under which the files lie there. */
export function bucketLevelProblems(
  { data }: PeopleConfig,
  buckets: Readonly<Record<string, BucketConfig>>,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const names = dataNames(environment);
  return Object.entries(buckets).flatMap(([bucket, { dataClass }]) => {
    const { confidentiality } = handlingOf(dataClass);
    return Object.entries(data)
      .filter(
        ([, role]) =>
          filesBucket(role, environment.account) === names.bucket(bucket) &&
          !role.levels.includes(confidentiality),
      )
      .map(([role, { levels, bucketName }]) => ({
        path: `${path}.data.${role}.levels`,
        rule: `must hold ${confidentiality}, the level of ${bucketName}: its files cannot be read without that key`,
        got: levels.join(", ") || "none",
        fix: "add the level, or give the role a bucket of its levels",
      }));
  });
}
