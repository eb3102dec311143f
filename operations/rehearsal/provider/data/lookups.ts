import { text } from "../answers/resource";
import type { Value } from "../codec";
import { isRecord } from "../codec";
import { capitals, digits } from "../context";
import { asUuid } from "../answers/ids";
import type { Answer } from "./sources";

/**
 * The policies that CloudFront manages, whose ids are the same in every account.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const MANAGED_POLICIES: Readonly<Record<string, string>> = {
  "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
  "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
};

const managedPolicy: Answer = (config) => {
  const name = text(config["name"]) ?? "";
  return {
    id: config["id"] ?? MANAGED_POLICIES[name] ?? asUuid(digits(40, "cloudfront-policy", name)),
    name,
  };
};

/** Answers about things that exist before the systems do: images, zones, parameters and managed policies. */
export const LOOKUPS: Readonly<Record<string, Answer>> = {
  aws_ami: (config, { region, partition }) => {
    const id = `ami-0${digits(16, region, JSON.stringify(config["filter"] ?? null), text(config["name_regex"]) ?? "")}`;
    return {
      id,
      image_id: id,
      arn: `arn:${partition}:ec2:${region}::image/${id}`,
      name: "rehearsal-image",
      architecture: filterValue(config, "architecture") ?? "x86_64",
      root_device_name: "/dev/xvda",
      root_device_type: "ebs",
      virtualization_type: "hvm",
      state: "available",
    };
  },
  aws_ssm_parameter: (config, { region, account, partition }) => {
    const name = text(config["name"]) ?? "";
    const value = parameterValue(name, region);
    return {
      id: name,
      arn: `arn:${partition}:ssm:${region}:${name.startsWith("/aws/") ? "" : account}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
      type: "String",
      value,
      insecure_value: value,
      version: 1,
    };
  },
  aws_route53_zone: (config, { partition }) => {
    const name = (text(config["name"]) ?? "example.com").replace(/\.$/, "");
    const id =
      typeof config["zone_id"] === "string"
        ? config["zone_id"]
        : `Z${capitals(20, "zone", name, config["private_zone"] === true ? "private" : "public")}`;
    return {
      id,
      zone_id: id,
      name,
      arn: `arn:${partition}:route53:::hostedzone/${id}`,
      private_zone: config["private_zone"] ?? false,
      name_servers: ["ns-1.awsdns-00.com", "ns-512.awsdns-00.net"],
      primary_name_server: "ns-1.awsdns-00.com",
    };
  },
  aws_cloudfront_cache_policy: managedPolicy,
  aws_cloudfront_origin_request_policy: managedPolicy,
  aws_cloudfront_response_headers_policy: managedPolicy,
  aws_iam_policy: (config, { partition, account }) => {
    const name = text(config["name"]) ?? "policy";
    const arn =
      typeof config["arn"] === "string" ? config["arn"] : `arn:${partition}:iam::${account}:policy/${name}`;
    return {
      id: arn,
      arn,
      name: config["name"] ?? arn.split("/").at(-1) ?? name,
      policy: '{"Version":"2012-10-17","Statement":[]}',
    };
  },
  aws_kms_alias: (config, { region, account, partition }) => {
    const name = text(config["name"]) ?? "";
    const key = asUuid(digits(40, "kms-alias", region, account, name));
    const root = `arn:${partition}:kms:${region}:${account}`;
    return {
      id: `${root}:${name}`,
      arn: `${root}:${name}`,
      target_key_id: key,
      target_key_arn: `${root}:key/${key}`,
    };
  },
  aws_secretsmanager_secret_version: () => ({ secret_string: "{}", version_stages: ["AWSCURRENT"] }),
};

function filterValue(config: Readonly<Record<string, Value>>, name: string): Value | undefined {
  const filters = Array.isArray(config["filter"])
    ? (config["filter"] as readonly Value[]).filter(isRecord)
    : [];
  const values = filters.find((filter) => filter["name"] === name)?.["values"];
  return Array.isArray(values) ? (values as readonly Value[])[0] : undefined;
}

// AWS publishes its image ids as public parameters; everything else is somebody's value, of which only the name is known.
function parameterValue(name: string, region: string): string {
  if (/^\/aws\/service\/(ami|ecs|eks|canonical|debian)/.test(name)) {
    const image = `ami-0${digits(16, region, name)}`;
    return name.endsWith("/recommended") ? JSON.stringify({ image_id: image }) : image;
  }
  return `rehearsal-${digits(8, name)}`;
}
