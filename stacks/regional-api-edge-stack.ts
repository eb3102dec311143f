import type { App } from "cdktf";
import { ApiDomain } from "../constructs/api/api-domain";
import { refuse } from "../constructs/core/errors";
import { AliasRecords } from "../constructs/edge/alias-records";
import { Certificate } from "../constructs/edge/certificate";
import { RestrictedPaths } from "../constructs/edge/restricted-paths";
import { WebAcl } from "../constructs/edge/web-acl";
import { WebAclLogGroup } from "../constructs/edge/web-acl-log-group";
import { classify } from "../constructs/governance/classify";
import type { ApiEdgeExports, ApiEdgeStackProps } from "./api-edge-stack";
import type { ApiExports } from "./api-stack";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link RegionalApiEdgeStack}. */
export interface RegionalApiEdgeStackProps
  extends
    PlatformStackProps,
    Pick<
      ApiEdgeStackProps,
      "domainName" | "hostedZoneId" | "webAclRules" | "requestLogRetentionDays" | "adminScreens"
    > {
  /** The REST API, which answers under the domain alone. */
  readonly api: ApiExports;
}

/**
 * The edge layer before an API that few partners call from near by: a domain of its own and a web ACL of the Region, and
 * no distribution. Shield Standard protects it without being asked.
 *
 * Outputs: `api_url`.
 */
export class RegionalApiEdgeStack extends PlatformStack {
  /** What other layers learn of the edge. */
  public readonly exports: ApiEdgeExports;

  /** @throws ProblemsError when the API is one that no web ACL can stand before */
  public constructor(scope: App, props: RegionalApiEdgeStackProps) {
    super(scope, "edge", props);
    const { environment, domainName, hostedZoneId, api, adminScreens, webAclRules } = props;
    const prefix = `${environment.system}-${environment.name}`;
    if (api.stageArn === undefined) {
      refuse({
        path: `${this.node.path}.api`,
        rule: "is a REST API where no distribution stands before it, as no web ACL protects an HTTP API",
        got: api.kind,
        fix: "make it a REST API, or put CloudFront before it",
      });
    }
    const logs = new WebAclLogGroup(this, "web-acl-log", {
      logGroupName: `aws-waf-logs-${prefix}`,
      retentionDays: props.requestLogRetentionDays,
      scope: "regional",
    });
    classify(logs, "confidential", {
      notBackedUpBecause: "what was asked for ends with its retention",
    });
    const restriction =
      adminScreens &&
      new RestrictedPaths(this, "admin-screens", {
        name: `${prefix}-admin-screens`,
        priority: 0,
        scope: "regional",
        ...adminScreens,
      }).rule;
    const webAcl = new WebAcl(this, "web-acl", {
      name: prefix,
      scope: "regional",
      rules: [...(restriction ? [restriction] : []), ...webAclRules],
      logDestinationArn: logs.ref.arn,
      redactedHeaders: ["x-api-key"],
    });
    webAcl.protect("api", api.stageArn);

    const domain = new ApiDomain(this, "domain", {
      domainName,
      certificateArn: new Certificate(this, "certificate", { domainName, proof: { hostedZoneId } }).arn,
      restApiId: api.apiId,
      stageName: api.stageName,
    });
    new AliasRecords(this, "records", {
      hostedZoneId,
      recordName: domainName,
      target: domain,
      reachedOver: "ipv4",
    });
    const url = `https://${domainName}`;
    this.exports = {
      distributionId: undefined,
      webAcl: { name: webAcl.name, scope: "regional" },
      url,
      siteBucket: undefined,
    };
    this.publish("api_url", url, "Address at which clients reach the API");
  }
}
