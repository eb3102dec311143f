import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import { Construct } from "constructs";

/** What AWS Backup may back up: what the classes are about. Everything is stated, as what is left out shows as a change. */
const OPTED_IN: Readonly<Record<string, boolean>> = {
  Aurora: true,
  CloudFormation: false,
  DocumentDB: false,
  DSQL: false,
  DynamoDB: true,
  EBS: true,
  EC2: true,
  EFS: true,
  FSx: false,
  Neptune: false,
  Redshift: false,
  "Redshift Serverless": false,
  RDS: true,
  S3: true,
  "SAP HANA on Amazon EC2": false,
  "Storage Gateway": false,
  VirtualMachine: false,
};
/** DynamoDB's backups can be copied to another Region only when AWS Backup manages them fully. */
const FULLY_MANAGED: Readonly<Record<string, boolean>> = {
  CloudFormation: true,
  DSQL: true,
  DynamoDB: true,
  EFS: true,
};

/**
 * Lets AWS Backup find resources of the kinds that hold data by their tags, in each of the Regions.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
 */
export class BackupRegions extends Construct {
  public constructor(scope: Construct, id: string, { regions }: { readonly regions: readonly string[] }) {
    super(scope, id);
    for (const region of regions) {
      new BackupRegionSettings(this, region, {
        region,
        resourceTypeOptInPreference: { ...OPTED_IN },
        resourceTypeManagementPreference: { ...FULLY_MANAGED },
      });
    }
  }
}
