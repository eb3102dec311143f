import type { Value } from "../codec";
import { capitals, digits } from "../context";
import { validationRecord } from "./decided";
import { asUuid } from "./ids";
import type { Made } from "./resource";
import { text } from "./resource";

type Answers = Readonly<Record<string, Value>>;
type Special = (made: Made, id: string, arn: string) => Answers;

const PORTS: Readonly<Record<string, number>> = {
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  "aurora-mysql": 3306,
  "aurora-postgresql": 5432,
  docdb: 27017,
};

const loadBalancer: Special = ({ name, hash, context }, _id, arn) => ({
  arn_suffix: arn.split(":loadbalancer/")[1] ?? "",
  dns_name: `${name}-${Number.parseInt(hash.slice(0, 8), 16)}.${context.region}.elb.amazonaws.com`,
  zone_id: `Z${capitals(13, "elb", context.region)}`,
});

const database: Special = ({ name, hash, known, context }, _id, arn) => {
  const port =
    typeof known["port"] === "number" ? known["port"] : (PORTS[text(known["engine"]) ?? ""] ?? 3306);
  const host = `${name}.${hash.slice(0, 12)}.${context.region}.rds.amazonaws.com`;
  return {
    address: host,
    endpoint: `${host}:${port}`,
    port,
    hosted_zone_id: `Z${capitals(13, "rds", context.region)}`,
    resource_id: `db-${capitals(26, hash)}`,
    master_user_secret: managedSecret(known["manage_master_user_password"], arn, hash, context),
  };
};

const cluster: Special = ({ name, hash, known, context }, _id, arn) => ({
  endpoint: `${name}.cluster-${hash.slice(0, 12)}.${context.region}.rds.amazonaws.com`,
  reader_endpoint: `${name}.cluster-ro-${hash.slice(0, 12)}.${context.region}.rds.amazonaws.com`,
  port: typeof known["port"] === "number" ? known["port"] : (PORTS[text(known["engine"]) ?? ""] ?? 3306),
  hosted_zone_id: `Z${capitals(13, "rds", context.region)}`,
  cluster_resource_id: `cluster-${capitals(26, hash)}`,
  master_user_secret: managedSecret(known["manage_master_user_password"], arn, hash, context),
});

const lambda: Special = ({ context }, _id, arn) => {
  const invoke = (target: string): string =>
    `arn:${context.partition}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${target}/invocations`;
  return {
    invoke_arn: invoke(arn),
    qualified_arn: `${arn}:$LATEST`,
    qualified_invoke_arn: invoke(`${arn}:$LATEST`),
    version: "$LATEST",
    last_modified: MOMENT,
    source_code_size: 1024,
  };
};

const restApi: Special = ({ context, hash }, id) => ({
  execution_arn: `arn:${context.partition}:execute-api:${context.region}:${context.account}:${id}`,
  api_endpoint: `https://${id}.execute-api.${context.region}.amazonaws.com`,
  root_resource_id: hash.slice(0, 10),
});

/** The moment at which everything in a rehearsal happens. */
export const MOMENT = "2025-01-01T00:00:00Z";

const SPECIAL: Readonly<Record<string, Special>> = {
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_lb_target_group: (_made, _id, arn) => ({
    arn_suffix: arn.split(":").at(-1) ?? "",
    name: arn.split("/")[1] ?? "",
  }),
  aws_db_instance: database,
  aws_rds_cluster: cluster,
  aws_docdb_cluster: cluster,
  aws_lambda_function: lambda,
  aws_apigatewayv2_api: restApi,
  aws_api_gateway_rest_api: restApi,
  aws_apigatewayv2_stage: ({ known, context, name }) => ({
    invoke_url: `https://${text(known["api_id"])}.execute-api.${context.region}.amazonaws.com/${name === "$default" ? "" : name}`,
    execution_arn: `arn:${context.partition}:execute-api:${context.region}:${context.account}:${text(known["api_id"])}/${name}`,
  }),
  aws_s3_bucket: ({ name, context }) => ({
    bucket: name,
    bucket_domain_name: `${name}.s3.amazonaws.com`,
    bucket_regional_domain_name: `${name}.s3.${context.region}.amazonaws.com`,
    bucket_region: context.region,
    hosted_zone_id: `Z${capitals(13, "s3", context.region)}`,
    website_endpoint: null,
    website_domain: null,
  }),
  aws_s3_bucket_website_configuration: ({ known, context }) => {
    const domain = websiteDomain(context.region);
    return { website_domain: domain, website_endpoint: `${text(known["bucket"])}.${domain}` };
  },
  aws_vpc: ({ hash }) => ({
    default_network_acl_id: `acl-0${hash.slice(20, 36)}`,
    default_route_table_id: `rtb-0${hash.slice(20, 36)}`,
    main_route_table_id: `rtb-0${hash.slice(20, 36)}`,
    default_security_group_id: `sg-0${hash.slice(20, 36)}`,
    dhcp_options_id: `dopt-0${hash.slice(20, 36)}`,
    enable_dns_support: true,
    enable_dns_hostnames: false,
    enable_network_address_usage_metrics: false,
  }),
  aws_networkfirewall_firewall: ({ known, hash, context }) => ({
    transit_gateway_owner_account_id: text(known["transit_gateway_id"]) ? context.account : null,
    firewall_status: [
      {
        sync_states: [],
        transit_gateway_attachment_sync_states: text(known["transit_gateway_id"])
          ? [{ attachment_id: `tgw-attach-0${hash.slice(0, 16)}` }]
          : [],
      },
    ],
  }),
  aws_vpn_connection: ({ known, hash }) => ({
    transit_gateway_attachment_id: text(known["transit_gateway_id"])
      ? `tgw-attach-0${hash.slice(0, 16)}`
      : null,
  }),
  aws_eip: ({ hash }, id) => ({ allocation_id: id, public_ip: address(hash, "203.0.113"), domain: "vpc" }),
  aws_instance: ({ hash, context }) => ({
    instance_state: "running",
    private_ip: address(hash, "10.0.0"),
    private_dns: `ip-${address(hash, "10.0.0").replaceAll(".", "-")}.${context.region}.compute.internal`,
    public_ip: address(hash, "203.0.113"),
    primary_network_interface_id: `eni-0${hash.slice(0, 16)}`,
  }),
  aws_synthetics_canary: ({ name, hash, context }) => ({
    engine_arn: `arn:${context.partition}:lambda:${context.region}:${context.account}:function:cwsyn-${name}-${hash.slice(0, 12)}:1`,
    source_location_arn: `arn:${context.partition}:lambda:${context.region}:${context.account}:layer:cwsyn-${name}-${hash.slice(0, 12)}:1`,
    status: "RUNNING",
  }),
  aws_launch_template: () => ({ latest_version: 1, default_version: 1 }),
  aws_ecs_task_definition: ({ known }, _id, arn) => ({
    revision: 1,
    arn_without_revision: arn.replace(/:\d+$/, ""),
    network_mode: text(known["network_mode"]) ?? "bridge",
  }),
  aws_ecr_repository: ({ context, name }) => ({
    registry_id: context.account,
    repository_url: `${context.account}.dkr.ecr.${context.region}.amazonaws.com/${name}`,
  }),
  aws_cloudfront_distribution: ({ hash }) => ({
    domain_name: `d${hash.slice(0, 13)}.cloudfront.net`,
    // CloudFront's own hosted zone is the same for every distribution.
    hosted_zone_id: "Z2FDTNDATAQYW2",
    etag: capitals(13, hash),
    status: "Deployed",
    caller_reference: `terraform-${digits(20, hash)}`,
    in_progress_validation_batches: 0,
    last_modified_time: MOMENT,
    trusted_key_groups: [],
    trusted_signers: [],
  }),
  aws_route53_zone: ({ hash }, id) => ({
    zone_id: id,
    primary_name_server: `ns-1.awsdns-${hash.slice(0, 2)}.com`,
    name_servers: [1, 512, 1024, 1536].map(
      (n, index) => `ns-${n}.awsdns-${hash.slice(0, 2)}.${["com", "net", "org", "co.uk"][index]}`,
    ),
  }),
  aws_route53_record: ({ known }) => ({ fqdn: (text(known["name"]) ?? "").replace(/\.$/, "") }),
  aws_acm_certificate: ({ known }) => ({
    status: "PENDING_VALIDATION",
    type: "AMAZON_ISSUED",
    domain_validation_options: [
      ...new Set([known["domain_name"], ...((known["subject_alternative_names"] ?? []) as readonly Value[])]),
    ]
      .filter(
        (domain): domain is string => typeof domain === "string" && known["validation_method"] === "DNS",
      )
      .map(validationRecord),
    subject_alternative_names: [known["domain_name"] ?? null],
  }),
  aws_cognito_user_pool: ({ context }, id) => ({
    endpoint: `cognito-idp.${context.region}.amazonaws.com/${id}`,
  }),
  aws_efs_file_system: ({ context }, id) => ({ dns_name: `${id}.efs.${context.region}.amazonaws.com` }),
  aws_elasticache_replication_group: ({ name, hash, context }) => ({
    primary_endpoint_address: `master.${name}.${hash.slice(0, 6)}.cache.amazonaws.com`,
    reader_endpoint_address: `replica.${name}.${hash.slice(0, 6)}.cache.amazonaws.com`,
    configuration_endpoint_address: `clustercfg.${name}.${hash.slice(0, 6)}.${context.region}.cache.amazonaws.com`,
    port: 6379,
  }),
  aws_kms_key: (_made, id) => ({ key_id: id }),
  aws_cloudwatch_query_definition: (_made, id) => ({ query_definition_id: id }),
  aws_kms_alias: ({ known, context }) => {
    const key = text(known["target_key_id"]) ?? "";
    return {
      target_key_arn: key.startsWith("arn:")
        ? key
        : `arn:${context.partition}:kms:${context.region}:${context.account}:key/${key}`,
    };
  },
  aws_iam_role: ({ hash, name }) => ({ unique_id: `AROA${capitals(17, hash)}`, create_date: MOMENT, name }),
  aws_secretsmanager_secret_version: ({ hash }) => ({
    version_id: asUuid(hash),
    version_stages: ["AWSCURRENT"],
  }),
  aws_sqs_queue: (_made, id) => ({ url: id }),
  aws_organizations_organization: ({ context, hash }, _id) => ({
    master_account_id: context.account,
    master_account_arn: `arn:${context.partition}:organizations::${context.account}:account/o-rehearsal/${context.account}`,
    master_account_email: "root@example.com",
    master_account_name: "management",
    roots: [
      {
        arn: `arn:${context.partition}:organizations::${context.account}:root/o-rehearsal/r-${hash.slice(0, 4)}`,
        id: `r-${hash.slice(0, 4)}`,
        name: "Root",
        policy_types: [],
      },
    ],
    accounts: [],
    non_master_accounts: [],
  }),
  random_password: ({ known, hash }) => ({ result: characters(known, hash), bcrypt_hash: `$2a$10$${hash}` }),
  random_string: ({ known, hash }) => ({ result: characters(known, hash) }),
  random_id: ({ known, hash }) => randomBytes(known["byte_length"], hash),
  random_bytes: ({ known, hash }) => randomBytes(known["length"], hash),
  random_uuid: ({ hash }) => ({ result: asUuid(hash) }),
  random_integer: ({ known, hash }) => ({
    result:
      Number(known["min"]) +
      (Number.parseInt(hash.slice(0, 8), 16) % (Number(known["max"]) - Number(known["min"]) + 1)),
  }),
  random_shuffle: ({ known }) => ({ result: known["input"] ?? [] }),
};

/** Regions from before 2014 have a hyphen in the host of their websites, later ones a dot. */
const WEBSITES_WITH_HYPHEN =
  /^(us-east-1|us-west-[12]|ap-southeast-[12]|ap-northeast-1|eu-west-1|sa-east-1|us-gov-west-1)$/;

/** @see https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
function websiteDomain(region: string): string {
  return `s3-website${WEBSITES_WITH_HYPHEN.test(region) ? "-" : "."}${region}.amazonaws.com`;
}

/** What a type's computed values look like beyond the usual, by attribute; empty for types without anything special. */
export function specialAnswers(made: Made, id: string, arn: string): Answers {
  return SPECIAL[made.type]?.(made, id, arn) ?? {};
}

function managedSecret(
  managed: Value | undefined,
  arn: string,
  hash: string,
  { partition, region, account }: Made["context"],
): Value {
  if (managed !== true) {
    return [];
  }
  const kind = arn.includes(":cluster:") ? "rds!cluster" : "rds!db";
  return [
    {
      kms_key_id: `arn:${partition}:kms:${region}:${account}:key/${asUuid(hash)}`,
      secret_arn: `arn:${partition}:secretsmanager:${region}:${account}:secret:${kind}-${asUuid(hash)}-${hash.slice(0, 6)}`,
      secret_status: "active",
    },
  ];
}

function address(hash: string, network: string): string {
  return `${network}.${(Number.parseInt(hash.slice(0, 2), 16) % 250) + 4}`;
}

/** A string of the wanted length with at least one of each kind of character, as a generated password has. */
export function characters(known: Readonly<Record<string, Value>>, hash: string): string {
  const length = typeof known["length"] === "number" ? known["length"] : 16;
  const special = known["special"] === false ? "" : (text(known["override_special"]) ?? "!").slice(0, 1);
  const seed = `${special}aA1${digits(64, "characters", hash).repeat(Math.ceil(length / 64))}`;
  return seed.slice(0, length);
}

function randomBytes(length: Value | undefined, hash: string): Answers {
  const hex = digits(64, "bytes", hash)
    .repeat(8)
    .slice(0, Number(length) * 2);
  const bytes = Buffer.from(hex, "hex");
  return {
    hex,
    dec: String(BigInt(`0x${hex || "0"}`)),
    b64_std: bytes.toString("base64"),
    b64_url: bytes.toString("base64url"),
    base64: bytes.toString("base64"),
  };
}
