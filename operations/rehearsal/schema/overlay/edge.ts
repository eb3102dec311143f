import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/cloudfront_distribution and its neighbours under CloudFront, ACM, WAF and API Gateway */
export const EDGE: Overlays = {
  aws_cloudfront_distribution: { replaces: ["staging"] },
  aws_cloudfront_origin_access_control: { replaces: ["name"] },
  aws_cloudfront_function: { replaces: ["name"] },
  aws_cloudfront_key_value_store: { replaces: ["name"] },
  aws_acm_certificate: {
    replaces: [
      "domain_name",
      "subject_alternative_names",
      "validation_method",
      "key_algorithm",
      "certificate_authority_arn",
      "validation_option",
    ],
    sensitive: ["private_key"],
  },
  aws_acm_certificate_validation: { replaces: ["certificate_arn", "validation_record_fqdns"] },
  aws_wafv2_web_acl: { replaces: ["name", "name_prefix", "scope"] },
  aws_wafv2_web_acl_association: { replaces: ["web_acl_arn", "resource_arn"] },
  aws_wafv2_web_acl_logging_configuration: { replaces: ["resource_arn", "log_destination_configs"] },
  aws_wafv2_ip_set: { replaces: ["name", "scope", "ip_address_version"] },
  aws_wafv2_rule_group: { replaces: ["name", "name_prefix", "scope", "capacity"] },
  aws_apigatewayv2_api: { replaces: ["protocol_type"] },
  aws_apigatewayv2_stage: { replaces: ["api_id", "name"] },
  aws_apigatewayv2_route: { replaces: ["api_id"] },
  aws_apigatewayv2_integration: { replaces: ["api_id"] },
  aws_apigatewayv2_authorizer: { replaces: ["api_id"] },
  aws_apigatewayv2_vpc_link: { replaces: ["security_group_ids", "subnet_ids"] },
  aws_apigatewayv2_domain_name: { replaces: ["domain_name"] },
  aws_api_gateway_rest_api: {},
  aws_api_gateway_resource: { replaces: ["rest_api_id"] },
  aws_api_gateway_method: { replaces: ["rest_api_id", "resource_id", "http_method"] },
  aws_api_gateway_integration: {
    replaces: ["rest_api_id", "resource_id", "http_method", "type", "integration_http_method"],
  },
  aws_api_gateway_deployment: { replaces: ["rest_api_id", "triggers"] },
  aws_api_gateway_stage: { replaces: ["rest_api_id", "stage_name"] },
};
