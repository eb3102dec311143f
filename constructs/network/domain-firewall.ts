import { DataAwsAvailabilityZone } from "@cdktf/provider-aws/lib/data-aws-availability-zone";
import { NetworkfirewallFirewall } from "@cdktf/provider-aws/lib/networkfirewall-firewall";
import { NetworkfirewallFirewallPolicy } from "@cdktf/provider-aws/lib/networkfirewall-firewall-policy";
import { NetworkfirewallLoggingConfiguration } from "@cdktf/provider-aws/lib/networkfirewall-logging-configuration";
import { NetworkfirewallRuleGroup } from "@cdktf/provider-aws/lib/networkfirewall-rule-group";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { LogGroup } from "../observability/log-group";
import { domainProblems } from "./hub-rules";

/** Rules that the group may grow to; AWS reserves them, and a change replaces the group. */
const CAPACITY = 1000;

/** Values of a {@link DomainFirewall}. */
export interface DomainFirewallProps {
  /** Name of the firewall, its policy and its rules: letters, digits and hyphens. A change replaces them. */
  readonly name: string;
  /** Id of the transit gateway that it is attached to. */
  readonly transitGatewayId: string;
  /** Zones with an endpoint each: `ap-northeast-1a`. */
  readonly availabilityZones: readonly string[];
  /** Domains that may be reached by HTTP and TLS: `example.com`, or `.example.com` for all below it. */
  readonly allowedDomains: readonly string[];
  /** Block of those who send through it. */
  readonly sources: string;
  /** Days for which its alerts are kept. */
  readonly logRetentionDays: number;
  /** Whether it refuses to be deleted or changed in what it stands on. */
  readonly protection: Protection;
}

/**
 * A Network Firewall that is attached to a transit gateway itself and lets through what is said to allowed domains;
 * everything else is dropped and told of in its log group. It needs no VPC of its own.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/tgw-firewall.html
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
 */
export class DomainFirewall extends Construct {
  /** Id of its attachment to the transit gateway. */
  public readonly attachmentId: string;

  /** @throws ProblemsError when a domain, a name or a number of days is not acceptable */
  public constructor(scope: Construct, id: string, props: DomainFirewallProps) {
    super(scope, id);
    const { transitGatewayId, availabilityZones, protection } = props;
    throwProblems(domainProblems(props.allowedDomains, `${this.node.path}.allowedDomains`));
    const isProtected = protection === "protected";

    const firewall = new NetworkfirewallFirewall(this, "firewall", {
      name: checkedName("aws_networkfirewall_firewall", props.name, this.node.path),
      firewallPolicyArn: this.addPolicy(props).arn,
      transitGatewayId,
      availabilityZoneMapping: availabilityZones.map((zone) => ({ availabilityZoneId: this.zoneId(zone) })),
      deleteProtection: isProtected,
      availabilityZoneChangeProtection: isProtected,
    });
    this.attachmentId = firewall.firewallStatus.get(0).transitGatewayAttachmentSyncStates.get(0).attachmentId;
    this.addAlerts(props, firewall);
  }

  private addPolicy({ name, allowedDomains, sources }: DomainFirewallProps): NetworkfirewallFirewallPolicy {
    const rules = new NetworkfirewallRuleGroup(this, "domains", {
      name: checkedName("aws_networkfirewall_rule_group", `${name}-domains`, this.node.path),
      type: "STATEFUL",
      capacity: CAPACITY,
      ruleGroup: {
        // Without it the firewall looks at its own VPC's addresses alone.
        ruleVariables: { ipSets: [{ key: "HOME_NET", ipSet: { definition: [sources] } }] },
        rulesSource: {
          rulesSourceList: {
            generatedRulesType: "ALLOWLIST",
            targetTypes: ["TLS_SNI", "HTTP_HOST"],
            targets: [...allowedDomains],
          },
        },
        statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
      },
    });
    return new NetworkfirewallFirewallPolicy(this, "policy", {
      name: checkedName("aws_networkfirewall_firewall_policy", name, this.node.path),
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
        // A connection is let begin, so that the name in its first message can be read.
        statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        statefulRuleGroupReference: [{ priority: 1, resourceArn: rules.arn }],
      },
    });
  }

  private addAlerts(
    { name, logRetentionDays }: DomainFirewallProps,
    { arn: firewallArn }: NetworkfirewallFirewall,
  ): void {
    const group = new LogGroup(this, "alerts", {
      logGroupName: `/aws/network-firewall/${name}`,
      retentionDays: logRetentionDays,
    });
    new NetworkfirewallLoggingConfiguration(this, "logging", {
      firewallArn,
      loggingConfiguration: {
        logDestinationConfig: [
          {
            logType: "ALERT",
            logDestinationType: "CloudWatchLogs",
            logDestination: { logGroup: group.name },
          },
        ],
      },
    });
  }

  /** What a zone is called in every account alike. */
  private zoneId(zone: string): string {
    return new DataAwsAvailabilityZone(this, `zone-${zone.slice(-1)}`, { name: zone }).zoneId;
  }
}
