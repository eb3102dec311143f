import type { NetworkConfig } from "../../../constructs/network/network-config";
import { logBucketName } from "../audit/names";
import type { Organization } from "../organization/config";
import type { AccountNetwork } from "./config";

/** An account's network, whose traffic is recorded in the log archive. */
export function withFlowLog(network: AccountNetwork, organization: Organization): NetworkConfig {
  return {
    ...network,
    flowLog: { destination: "s3", bucketArn: `arn:aws:s3:::${logBucketName("vpcflow", organization)}` },
  };
}
