import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import type { App } from "cdktf";
import { AccessAnalysis, type AccessAnalysisProps } from "../constructs/governance/access-analysis";
import { FirewallPolicies, type FirewallPoliciesProps } from "../constructs/governance/firewall-policies";
import {
  OrganizationThreatDetection,
  type OrganizationThreatDetectionProps,
} from "../constructs/governance/organization-threat-detection";
import {
  SensitiveDataDiscovery,
  type SensitiveDataDiscoveryProps,
} from "../constructs/governance/sensitive-data-discovery";
import {
  VulnerabilityScanning,
  type VulnerabilityScanningProps,
} from "../constructs/governance/vulnerability-scanning";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A service that is not used, and why. */
export interface ServiceOff {
  /** Why, as a sentence for whoever audits it. */
  readonly off: string;
}

/** Values of a {@link DetectionStack}. */
export interface DetectionStackProps extends PlatformStackProps {
  /** ARN of the alias of the logs' key in the log account. */
  readonly logKeyAliasArn: string;
  /** GuardDuty, and the bucket of its findings. */
  readonly threats:
    (Omit<OrganizationThreatDetectionProps, "destination"> & { readonly bucketName: string }) | ServiceOff;
  /** Inspector. */
  readonly vulnerabilities: Omit<VulnerabilityScanningProps, "account"> | ServiceOff;
  /** Macie, and the bucket of its results. */
  readonly sensitiveData:
    (Omit<SensitiveDataDiscoveryProps, "destination"> & { readonly bucketName: string }) | ServiceOff;
  /** IAM Access Analyzer. */
  readonly access: AccessAnalysisProps | ServiceOff;
  /**
   * Firewall Manager.
   *
   * @default - none: it costs by policy, and a few accounts see their firewalls themselves
   */
  readonly firewalls?: FirewallPoliciesProps | undefined;
}

/**
 * The detection layer of the account that administers the security services: threats, vulnerabilities, sensitive data
 * and unintended access, in every account.
 *
 * Outputs: `detector_id` of GuardDuty.
 */
export class DetectionStack extends PlatformStack {
  /** @throws ProblemsError when a service would refuse a value */
  public constructor(scope: App, props: DetectionStackProps) {
    super(scope, "detection", props);
    const { environment, logKeyAliasArn, threats, vulnerabilities, sensitiveData, access, firewalls } = props;
    const { arn: kmsKeyArn } = new DataAwsKmsKey(this, "log-key", { keyId: logKeyAliasArn });

    if (!isOff(threats)) {
      const { bucketName, ...values } = threats;
      const { detectorId } = new OrganizationThreatDetection(this, "threats", {
        ...values,
        destination: { bucketName, kmsKeyArn },
      });
      this.publish("detector_id", detectorId, "Id of GuardDuty's detector");
    }
    if (!isOff(vulnerabilities)) {
      new VulnerabilityScanning(this, "vulnerabilities", {
        ...vulnerabilities,
        account: environment.account,
      });
    }
    if (!isOff(sensitiveData)) {
      const { bucketName, ...values } = sensitiveData;
      new SensitiveDataDiscovery(this, "sensitive-data", {
        ...values,
        destination: { bucketName, kmsKeyArn },
      });
    }
    if (!isOff(access)) {
      new AccessAnalysis(this, "access", access);
    }
    if (firewalls) {
      new FirewallPolicies(this, "firewalls", firewalls);
    }
  }
}

function isOff(service: object): service is ServiceOff {
  return "off" in service;
}
