import type { Inventory, Resource } from "../inventory";
import { isReadable, readPolicy, type Statement } from "./policies";

/** What one statement of one policy says, of whom. */
export interface Grant {
  /** The role or group that has the policy; none in a resource's policy, which names its principals. */
  readonly role: Resource | undefined;
  /** The resource that has the policy; none in a role's. */
  readonly resource: Resource | undefined;
  /** Address of the policy with the statement's id. */
  readonly rule: string;
  /** What it says. */
  readonly statement: Statement;
}

/** Something that the configuration does not decide. */
export interface Undecided {
  /** Where it stands. */
  readonly address: string;
  /** What is open, as a clause. */
  readonly why: string;
}

/** All that IAM says in an environment. */
export interface Access {
  /** Statements of the roles' policies. */
  readonly ofRoles: readonly Grant[];
  /** Statements of buckets', queues', topics', keys' and other resources' policies. */
  readonly ofResources: readonly Grant[];
  /** Statements of the roles' trust policies; the role is the resource. */
  readonly trust: readonly Grant[];
  /** Statements of the organization's control policies, which no principal has: they bound what others allow. */
  readonly controls: readonly Grant[];
  /** AWS managed policies by the role that they are attached to. */
  readonly managed: readonly { readonly role: Resource; readonly policy: string; readonly rule: string }[];
  /** Policies that cannot be read. */
  readonly undecided: readonly Undecided[];
}

/** Attributes in which a policy says which resource it belongs to. */
const POLICY_OF = [
  "bucket",
  "queue_url",
  "arn",
  "secret_arn",
  "repository",
  "resource_arn",
  "key_id",
  "backup_vault_name",
  "rest_api_id",
];

const POLICIES_OF_RESOURCES: Readonly<Record<string, string>> = {
  aws_s3_bucket_policy: "aws_s3_bucket",
  aws_sqs_queue_policy: "aws_sqs_queue",
  aws_sns_topic_policy: "aws_sns_topic",
  aws_kms_key_policy: "aws_kms_key",
  aws_secretsmanager_secret_policy: "aws_secretsmanager_secret",
  aws_ecr_repository_policy: "aws_ecr_repository",
  aws_dynamodb_resource_policy: "aws_dynamodb_table",
  aws_backup_vault_policy: "aws_backup_vault",
  aws_api_gateway_rest_api_policy: "aws_api_gateway_rest_api",
};

/** What policies of their own are attached to. */
const HOLDERS = [
  { type: "aws_iam_role", attribute: "role" },
  { type: "aws_iam_group", attribute: "group" },
] as const;

/** Types that can state their own policy. */
const WITH_OWN_POLICY = [
  "aws_kms_key",
  "aws_s3_bucket",
  "aws_sqs_queue",
  "aws_sns_topic",
  "aws_secretsmanager_secret",
  "aws_api_gateway_rest_api",
];

/** Reads every policy of an environment. */
export function accessOf(inventory: Inventory): Access {
  const undecided: Undecided[] = [];
  const grants = (
    owner: Pick<Grant, "role" | "resource">,
    address: string,
    text: unknown,
  ): readonly Grant[] => {
    const policy = readPolicy(text);
    if (!isReadable(policy)) {
      undecided.push({ address, why: policy.unreadable });
      return [];
    }
    return policy.map((statement) => ({ ...owner, rule: `${address}#${statement.sid}`, statement }));
  };
  const roles = inventory.all("aws_iam_role");
  const attached = HOLDERS.flatMap(({ type, attribute }) =>
    inventory.all(`${type}_policy_attachment`).flatMap((attachment) => {
      const role = inventory.find(type, attachment.attributes[attribute]);
      return role
        ? [{ role, policy: String(attachment.attributes["policy_arn"]), rule: attachment.address }]
        : [];
    }),
  );
  return {
    ofRoles: [
      ...HOLDERS.flatMap(({ type, attribute }) =>
        inventory
          .all(`${type}_policy`)
          .flatMap(({ address, attributes }) =>
            grants(
              { role: inventory.find(type, attributes[attribute]), resource: undefined },
              address,
              attributes["policy"],
            ),
          ),
      ),
      ...attached.flatMap(({ role, policy }) => {
        const own = inventory.find("aws_iam_policy", policy);
        return own ? grants({ role, resource: undefined }, own.address, own.attributes["policy"]) : [];
      }),
    ],
    ofResources: [
      ...Object.entries(POLICIES_OF_RESOURCES).flatMap(([type, owner]) =>
        inventory.all(type).flatMap(({ address, attributes }) => {
          const resource = POLICY_OF.map((name) => inventory.find(owner, attributes[name])).find(Boolean);
          return grants({ role: undefined, resource }, address, attributes["policy"]);
        }),
      ),
      ...WITH_OWN_POLICY.flatMap((type) =>
        inventory
          .all(type)
          .filter(({ attributes }) => "policy" in attributes)
          .flatMap((resource) =>
            grants({ role: undefined, resource }, resource.address, resource.attributes["policy"]),
          ),
      ),
      ...lambdaPermissions(inventory),
      ...inventory
        .all("aws_ecr_registry_policy")
        .flatMap((resource) =>
          grants({ role: undefined, resource }, resource.address, resource.attributes["policy"]),
        ),
    ],
    trust: roles.flatMap((role) =>
      grants({ role: undefined, resource: role }, role.address, role.attributes["assume_role_policy"]),
    ),
    controls: inventory
      .all("aws_organizations_policy")
      .flatMap(({ address, attributes }) =>
        grants({ role: undefined, resource: undefined }, address, attributes["content"]),
      ),
    managed: attached.filter(({ policy }) => policy.startsWith("arn:aws:iam::aws:policy/")),
    undecided: [...undecided, ...unread(inventory)],
  };
}

/** A permission of Lambda is a statement of the function's policy. */
function lambdaPermissions(inventory: Inventory): readonly Grant[] {
  return inventory.all("aws_lambda_permission").map(({ address, attributes }) => {
    const resource = inventory.find("aws_lambda_function", attributes["function_name"]);
    const sid = typeof attributes["statement_id"] === "string" ? attributes["statement_id"] : "";
    const conditions = {
      "aws:SourceArn": attributes["source_arn"],
      "aws:SourceAccount": attributes["source_account"],
    };
    return {
      role: undefined,
      resource,
      rule: `${address}#${sid}`,
      statement: {
        sid,
        effect: "Allow",
        actions: [String(attributes["action"])],
        resources: [resource ? inventory.attribute(resource, "arn") : ""],
        principals: [String(attributes["principal"])],
        condition: {
          StringEquals: Object.fromEntries(
            Object.entries(conditions).filter((one): one is [string, string] => typeof one[1] === "string"),
          ),
        },
      },
    };
  });
}

/** Types whose documents {@link accessOf} reads, or that grant nothing by themselves. */
const READ_TYPES = [
  "aws_ecr_registry_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_group_policy",
  "aws_iam_policy",
  "aws_organizations_policy",
  "aws_vpc_endpoint",
  ...Object.keys(POLICIES_OF_RESOURCES),
  ...WITH_OWN_POLICY,
];

/** Types that let somebody in without a policy, and that nothing here reads. */
const GRANTING_TYPES = [
  "aws_ami_launch_permission",
  "aws_cloudwatch_event_permission",
  "aws_kms_grant",
  "aws_lakeformation_permissions",
  "aws_lambda_function_url",
  "aws_lambda_layer_version_permission",
  "aws_s3_access_point",
  "aws_s3_bucket_acl",
  "aws_snapshot_create_volume_permission",
  "aws_vpc_endpoint_service_allowed_principal",
];

/** Policies that stand where nobody looks for them here. */
function unread({ resources }: Inventory): readonly Undecided[] {
  return [
    ...resources
      .filter(({ type }) => GRANTING_TYPES.includes(type))
      .map(({ address, type }) => ({ address, why: `${type} is not read` })),
    ...resources
      .filter(
        ({ type, attributes }) =>
          !READ_TYPES.includes(type) &&
          !type.startsWith("data.") &&
          Object.values(attributes).some(
            (value) => typeof value === "string" && value.includes('"Statement"'),
          ),
      )
      .map(({ address, type }) => ({ address, why: `policies of ${type} are not read` })),
    ...resources
      .filter(
        ({ type, attributes }) =>
          type === "aws_iam_role" && ("inline_policy" in attributes || "managed_policy_arns" in attributes),
      )
      .map(({ address }) => ({ address, why: "policies inside the role are not read" })),
  ];
}
