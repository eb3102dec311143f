import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name";
import { Construct } from "constructs";

const TLS = "TLS_1_2";

/** Values of an {@link ApiDomain}. */
export interface ApiDomainProps {
  /** The domain: `api.example.com`. A change replaces it. */
  readonly domainName: string;
  /** ARN of a validated certificate for it in the stack's Region. */
  readonly certificateArn: string;
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Name of the stage that answers. */
  readonly stageName: string;
}

/**
 * A domain of one's own under which a regional REST API answers, with TLS 1.2 at least.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html
 */
export class ApiDomain extends Construct {
  /** Host name of API Gateway's own, to which alias records lead. */
  public readonly domainName: string;
  /** Hosted zone of that name. */
  public readonly hostedZoneId: string;

  public constructor(scope: Construct, id: string, props: ApiDomainProps) {
    super(scope, id);
    const { domainName, certificateArn, restApiId, stageName } = props;
    const domain = new ApiGatewayDomainName(this, "domain", {
      domainName,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ["REGIONAL"] },
      securityPolicy: TLS,
    });
    new ApiGatewayBasePathMapping(this, "mapping", {
      apiId: restApiId,
      stageName,
      domainName: domain.domainName,
    });
    this.domainName = domain.regionalDomainName;
    this.hostedZoneId = domain.regionalZoneId;
  }
}
