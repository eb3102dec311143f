import { S3BucketIntelligentTieringConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-intelligent-tiering-configuration";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";

const LEAST_DAYS = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 } as const;
const MOST_DAYS = 730;
/** How values name the tiers. */
const FIELDS = { ARCHIVE_ACCESS: "archiveAfterDays", DEEP_ARCHIVE_ACCESS: "deepArchiveAfterDays" } as const;

/** When objects in Intelligent-Tiering that nobody reads go where they must be restored before they can be read. */
export interface ArchiveTiersConfig {
  /**
   * Days without reading after which an object is restored within hours, 90 to 730.
   *
   * @default - never
   */
  readonly archiveAfterDays?: number | undefined;
  /**
   * Days without reading after which an object is restored within half a day, 180 to 730, later than the other.
   *
   * @default - never
   */
  readonly deepArchiveAfterDays?: number | undefined;
}

/** Values of {@link ArchiveTiers}. */
export interface ArchiveTiersProps extends ArchiveTiersConfig {
  /** Name of the bucket, whose objects lie in Intelligent-Tiering. */
  readonly bucketName: string;
}

/**
 * The archive tiers of Intelligent-Tiering for all objects of a bucket. Without them S3 moves objects only between tiers
 * that answer at once.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
 */
export class ArchiveTiers extends Construct {
  /** @throws ProblemsError when S3 would refuse the days */
  public constructor(scope: Construct, id: string, props: ArchiveTiersProps) {
    super(scope, id);
    throwProblems(archiveTierProblems(props, this.node.path));
    new S3BucketIntelligentTieringConfiguration(this, "tiers", {
      bucket: props.bucketName,
      name: "archive",
      tiering: tiersOf(props).map(([accessTier, days]) => ({ accessTier, days })),
    });
  }
}

/**
 * What S3 would refuse about the days.
 *
 * @param path - where they stand
 */
export function archiveTierProblems(config: ArchiveTiersConfig, path: string): readonly Problem[] {
  const { archiveAfterDays, deepArchiveAfterDays } = config;
  const tiers = tiersOf(config);
  return [
    ...(tiers.length > 0
      ? []
      : [{ path, rule: "names a tier", got: "none", fix: "state days for one, or leave archiveTiers out" }]),
    ...tiers
      .filter(([tier, days]) => !Number.isInteger(days) || days < LEAST_DAYS[tier] || days > MOST_DAYS)
      .map(([tier, got]) => ({
        path: `${path}.${FIELDS[tier]}`,
        rule: `is ${LEAST_DAYS[tier]} to ${MOST_DAYS} days`,
        got,
        fix: "choose a number of that range",
      })),
    ...(archiveAfterDays !== undefined &&
    deepArchiveAfterDays !== undefined &&
    deepArchiveAfterDays <= archiveAfterDays
      ? [
          {
            path: `${path}.deepArchiveAfterDays`,
            rule: `comes after the first tier, which takes objects after ${archiveAfterDays} days`,
            got: deepArchiveAfterDays,
            fix: "choose more days, or leave one tier out",
          },
        ]
      : []),
  ];
}

function tiersOf({
  archiveAfterDays,
  deepArchiveAfterDays,
}: ArchiveTiersConfig): readonly (readonly [keyof typeof LEAST_DAYS, number])[] {
  return [
    ...(archiveAfterDays === undefined ? [] : [["ARCHIVE_ACCESS", archiveAfterDays] as const]),
    ...(deepArchiveAfterDays === undefined ? [] : [["DEEP_ARCHIVE_ACCESS", deepArchiveAfterDays] as const]),
  ];
}
