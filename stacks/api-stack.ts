import type { App } from "cdktf";
import { AccountLogging } from "../constructs/api/account-logging";
import { type ApiBackend, isFunction, type ReachableBackend } from "../constructs/api/api-backend";
import { HttpApi, type HttpApiProps } from "../constructs/api/http-api";
import { RestApi, type RestApiProps } from "../constructs/api/rest-api";
import { VpcLink } from "../constructs/api/vpc-link";
import { classify } from "../constructs/governance/classify";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

type Common = "name" | "stageName" | "backend" | "mayLog";

/** A REST API: web ACL, clients, cache and variables are to be had. */
export interface RestApiChoice extends Omit<RestApiProps, Common> {
  /** Which of API Gateway's two it is. A change replaces it. */
  readonly kind: "rest-api";
}

/** An HTTP API, which has none of them and checks tokens of a user pool. */
export interface HttpApiChoice extends Omit<HttpApiProps, Common> {
  /** Which of API Gateway's two it is. A change replaces it. */
  readonly kind: "http-api";
}

/** Values of an {@link ApiStack}. */
export interface ApiStackProps extends PlatformStackProps {
  /** Which of API Gateway's two it is, and how it answers. */
  readonly api: RestApiChoice | HttpApiChoice;
  /** Who answers all requests. */
  readonly backend: ApiBackend;
  /** The network in which a load balancer is reached; a function needs none. */
  readonly network: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  /**
   * Whether the account's setting that lets REST APIs log is made here: once in an account and Region.
   *
   * @default "here"
   */
  readonly accountLogging?: "here" | "elsewhere" | undefined;
  /**
   * Name of the API, of its link and of its log group.
   *
   * @default - `<system>-<environment>`
   */
  readonly apiName?: string | undefined;
}

/** What other layers learn of the API. */
export interface ApiExports {
  /** Which of API Gateway's two it is. */
  readonly kind: "rest-api" | "http-api";
  /** Id of the API, which metrics of an HTTP API carry as ApiId. */
  readonly apiId: string;
  /** Name of the API, which metrics of a REST API carry as ApiName. */
  readonly apiName: string;
  /** Name of its one stage. */
  readonly stageName: string;
  /** ARN of the stage of a REST API, which web ACLs name; nothing of an HTTP API, which has none. */
  readonly stageArn: string | undefined;
  /** Host name of API Gateway's own. */
  readonly host: string;
  /** The log group with a line on each request. */
  readonly accessLog: LogGroupRef;
}

/**
 * The API layer: API Gateway as the boundary of a system. It checks who calls, how often, and hands everything on to one
 * backend in the network.
 *
 * Outputs: `api_id`, and of a REST API `api_key_ids` where clients are told apart.
 */
export class ApiStack extends PlatformStack {
  /** What other layers learn of the API. */
  public readonly exports: ApiExports;

  private readonly apiName: string;

  /** @throws ProblemsError with everything that API Gateway would refuse */
  public constructor(scope: App, props: ApiStackProps) {
    super(scope, "api", props);
    const { environment, api } = props;
    this.apiName = props.apiName ?? `${environment.system}-${environment.name}`;
    const common = {
      name: this.apiName,
      stageName: environment.name,
      backend: this.reachable(props),
    };
    const made = api.kind === "rest-api" ? this.restApi(common, api, props) : this.httpApi(common, api);
    this.exports = {
      ...made,
      kind: api.kind,
      apiName: this.apiName,
      host: `${made.apiId}.execute-api.${environment.region}.amazonaws.com`,
    };
    this.publish("api_id", made.apiId, "Id of the API");
    classify(this, "confidential", { notBackedUpBecause: "what was asked for ends with its retention" });
  }

  private reachable({ backend, network }: ApiStackProps): ReachableBackend {
    if (isFunction(backend)) {
      return backend;
    }
    const { vpcLinkId } = new VpcLink(this, "vpc-link", { name: this.apiName, backend, ...network });
    return { ...backend, vpcLinkId };
  }

  private restApi(
    common: Pick<RestApiProps, "name" | "stageName" | "backend">,
    { kind: _kind, ...values }: RestApiChoice,
    { accountLogging = "here" }: ApiStackProps,
  ): Pick<ApiExports, "apiId" | "stageName" | "stageArn" | "accessLog"> {
    const mayLog =
      accountLogging === "here"
        ? [
            new AccountLogging(this, "account-logging", {
              roleName: `${this.apiName}-api-logs`,
            }).setting,
          ]
        : [];
    const { apiId, stage, apiKeyIds } = new RestApi(this, "rest-api", { ...common, ...values, mayLog });
    if (Object.keys(apiKeyIds).length > 0) {
      this.publish("api_key_ids", apiKeyIds, "Ids of the clients' keys, by which their values are asked for");
    }
    return { apiId, stageName: stage.stageName, stageArn: stage.arn, accessLog: stage.accessLog };
  }

  private httpApi(
    common: Pick<HttpApiProps, "name" | "stageName" | "backend">,
    { kind: _kind, ...values }: HttpApiChoice,
  ): Pick<ApiExports, "apiId" | "stageName" | "stageArn" | "accessLog"> {
    const { apiId, stageName, accessLog } = new HttpApi(this, "http-api", { ...common, ...values });
    return { apiId, stageName, stageArn: undefined, accessLog };
  }
}
