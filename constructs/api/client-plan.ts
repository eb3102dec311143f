import { ApiGatewayApiKey } from "@cdktf/provider-aws/lib/api-gateway-api-key";
import { ApiGatewayUsagePlan } from "@cdktf/provider-aws/lib/api-gateway-usage-plan";
import { ApiGatewayUsagePlanKey } from "@cdktf/provider-aws/lib/api-gateway-usage-plan-key";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import type { Problem } from "../core/errors";
import { checkedName } from "../core/naming";
import { type Quota, quotaProblems, type Throttle, throttleProblems } from "./api-limits";

const KEY_ID = /^[a-z0-9]{10}$/;

/** What one client of an API may use of it. There is no default: each limit is an agreement. */
export interface ClientLimits extends Throttle {
  /** How many requests it may send in a period. */
  readonly quota: Quota;
  /**
   * Where its key comes from: made by API Gateway, after which its value lies in the state, encrypted and sensitive; or
   * made by hand and named by its id, after which Terraform never learns the value.
   *
   * @default "made-here"
   */
  readonly apiKey?: "made-here" | { readonly existingKeyId: string } | undefined;
}

/** Values of a {@link ClientPlan}. */
export interface ClientPlanProps extends ClientLimits {
  /** Name of plan and key: at most 128 letters, digits, spaces and _.-. */
  readonly name: string;
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Name of the stage. */
  readonly stageName: string;
}

/**
 * The usage plan of one client and the key by which API Gateway knows it. The key counts requests; who the caller is and
 * what they may do is told by a token.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export class ClientPlan extends Construct {
  /** Id of the client's key, by which its value is asked for: `aws apigateway get-api-key --include-value`. */
  public readonly apiKeyId: string;

  /** @throws ProblemsError when API Gateway would not accept the name */
  public constructor(scope: Construct, id: string, props: ClientPlanProps) {
    super(scope, id);
    const { restApiId, stageName, ratePerSecond, burst, quota, apiKey = "made-here" } = props;
    const name = checkedName("aws_api_gateway_usage_plan", props.name, this.node.path);
    const plan = new ApiGatewayUsagePlan(this, "plan", {
      name,
      apiStages: [{ apiId: restApiId, stage: stageName }],
      throttleSettings: { rateLimit: ratePerSecond, burstLimit: burst },
      quotaSettings: { limit: quota.requests, period: quota.per },
    });
    this.apiKeyId = apiKey === "made-here" ? this.newKey(name) : apiKey.existingKeyId;
    new ApiGatewayUsagePlanKey(this, "plan-key", {
      usagePlanId: plan.id,
      keyId: this.apiKeyId,
      keyType: "API_KEY",
    });
  }

  private newKey(name: string): string {
    const key = new ApiGatewayApiKey(this, "key", {
      name: checkedName("aws_api_gateway_api_key", name, this.node.path),
      description: "Tells one client from another; no proof of who calls",
    });
    acknowledge(key, "SEC-001", {
      reason:
        "Terraform reads the value that API Gateway made; it opens nothing without a token, see docs/adr/101-keys-of-clients.md",
    });
    return key.id;
  }
}

/** What is wrong with what a client may use. */
export function clientProblems(limits: ClientLimits, path: string): readonly Problem[] {
  const { apiKey = "made-here" } = limits;
  return [
    ...throttleProblems(limits, path),
    ...quotaProblems(limits.quota, `${path}.quota`),
    ...(apiKey === "made-here" || KEY_ID.test(apiKey.existingKeyId)
      ? []
      : [
          {
            path: `${path}.apiKey.existingKeyId`,
            rule: "is the id of a key, not its value",
            got: "something else",
            fix: "write the 10 lower-case letters and digits that the console shows as ID",
          },
        ]),
  ];
}
