import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import type { Problem } from "../core/errors";

/** Values that all selectors of a trail may state together. */
const MOST_VALUES = 500;
const VALUES_OF_A_NETWORK_SELECTOR = 3;
/** The one error by which network-activity events can be told apart: an endpoint's policy refused the call. */
const REFUSED_BY_ENDPOINT = "VpceAccessDenied";
const EVENT_SOURCE = /^[a-z0-9-]+\.amazonaws\.com$/;
const VPC_ENDPOINT = /^vpce-[0-9a-f]{8,17}$/;

/** Types of resources whose data events a trail can record. */
export type DataResourceType = "AWS::S3::Object" | "AWS::DynamoDB::Table";

/** Data events of some resources, which alone would be too many to record all. */
export interface DataEvents {
  /** Type of the resources. */
  readonly type: DataResourceType;
  /** Beginnings of their ARNs, at least one: `arn:aws:s3:::orders-810000000008/`. */
  readonly arnPrefixes: readonly string[];
  /** Whether reading, writing or both are recorded. */
  readonly events: "all" | "reads" | "writes";
  /**
   * Whether events that an AWS service makes by itself are left out.
   *
   * @default false
   */
  readonly withoutServiceEvents?: boolean;
  /**
   * Whether events of people in the console alone are recorded.
   *
   * @default false
   */
  readonly consoleOnly?: boolean;
}

/** Network-activity events: calls of a service that pass through VPC endpoints. */
export interface NetworkEvents {
  /** The service: `kms.amazonaws.com`. */
  readonly source: string;
  /**
   * Endpoints of which every call is recorded. CloudTrail tells accounts apart by their endpoints alone, whose ids are
   * known once they exist.
   *
   * @default - none: of every endpoint, what its policy refused
   */
  readonly everyCallOf?: readonly string[];
}

/** What a trail records beside management events. */
export interface RecordedEvents {
  /** Data events by a name that the trail shows. */
  readonly data: Readonly<Record<string, DataEvents>>;
  /** Network-activity events by a name that the trail shows. */
  readonly network: Readonly<Record<string, NetworkEvents>>;
}

/**
 * The selectors of a trail: all management events, and of data and network activity what is stated.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function trailSelectors({ data, network }: RecordedEvents): CloudtrailAdvancedEventSelector[] {
  return [
    { name: "management", fieldSelector: [category("Management")] },
    ...Object.entries(data).map(([name, events]) => ({ name, fieldSelector: dataFields(events) })),
    ...Object.entries(network).flatMap(([name, { source, everyCallOf = [] }]) => [
      {
        name: `${name} refused`,
        fieldSelector: [
          category("NetworkActivity"),
          { field: "eventSource", equalTo: [source] },
          { field: "errorCode", equalTo: [REFUSED_BY_ENDPOINT] },
        ],
      },
      ...(everyCallOf.length === 0
        ? []
        : [
            {
              name: `${name} all`,
              fieldSelector: [
                category("NetworkActivity"),
                { field: "eventSource", equalTo: [source] },
                { field: "vpcEndpointId", equalTo: [...everyCallOf] },
              ],
            },
          ]),
    ]),
  ];
}

function category(name: string): { field: string; equalTo: string[] } {
  return { field: "eventCategory", equalTo: [name] };
}

function dataFields(events: DataEvents): CloudtrailAdvancedEventSelector["fieldSelector"] {
  const { type, arnPrefixes, events: recorded, withoutServiceEvents = false, consoleOnly = false } = events;
  return [
    category("Data"),
    { field: "resources.type", equalTo: [type] },
    { field: "resources.ARN", startsWith: [...arnPrefixes] },
    ...(recorded === "all" ? [] : [{ field: "readOnly", equalTo: [String(recorded === "reads")] }]),
    ...(withoutServiceEvents ? [{ field: "eventType", notEquals: ["AwsServiceEvent"] }] : []),
    ...(consoleOnly ? [{ field: "sessionCredentialFromConsole", equalTo: ["true"] }] : []),
  ];
}

/** What CloudTrail would refuse in what is to be recorded, and data events of everything. */
export function recordedEventsProblems({ data, network }: RecordedEvents, path: string): readonly Problem[] {
  const values =
    Object.values(data).reduce((sum, { arnPrefixes }) => sum + arnPrefixes.length + 2, 1) +
    Object.values(network).reduce(
      (sum, { everyCallOf = [] }) => sum + VALUES_OF_A_NETWORK_SELECTOR + everyCallOf.length,
      0,
    );
  return [
    ...Object.entries(data).flatMap(([name, { arnPrefixes }]) => [
      ...(arnPrefixes.length === 0
        ? [
            {
              path: `${path}.data.${name}.arnPrefixes`,
              rule: "narrow the data events that are recorded",
              got: "none",
              fix: "name the resources: recording everything costs more than it tells",
            },
          ]
        : []),
      ...arnPrefixes
        .filter((prefix) => !prefix.startsWith("arn:"))
        .map((got) => ({
          path: `${path}.data.${name}.arnPrefixes`,
          rule: "begin like an ARN",
          got,
          fix: "write them like arn:aws:s3:::bucket/",
        })),
    ]),
    ...Object.entries(network).flatMap(([name, { source, everyCallOf = [] }]) => [
      ...(EVENT_SOURCE.test(source)
        ? []
        : [
            {
              path: `${path}.network.${name}.source`,
              rule: "is a service's event source",
              got: source,
              fix: "write it like kms.amazonaws.com",
            },
          ]),
      ...everyCallOf
        .filter((endpoint) => !VPC_ENDPOINT.test(endpoint))
        .map((got) => ({
          path: `${path}.network.${name}.everyCallOf`,
          rule: "are ids of VPC endpoints",
          got,
          fix: "write them like vpce-0123456789abcdef0",
        })),
    ]),
    ...(values <= MOST_VALUES
      ? []
      : [
          {
            path,
            rule: `state at most ${MOST_VALUES} values`,
            got: values,
            fix: "name longer common beginnings",
          },
        ]),
  ];
}
