import {
  type RecordedEvents,
  recordedEventsProblems,
  trailSelectors,
} from "../../../constructs/governance/trail-selectors";

const DATA: RecordedEvents["data"][string] = {
  type: "AWS::S3::Object",
  arnPrefixes: ["arn:aws:s3:::orders/"],
  events: "all",
};
const fields = (records: RecordedEvents) => trailSelectors(records).map(({ fieldSelector }) => fieldSelector);
const problems = (records: Partial<RecordedEvents>) =>
  recordedEventsProblems({ data: {}, network: {}, ...records }, "records").map(({ path, rule }) => [
    path,
    rule,
  ]);

describe("what an organization's trail records", () => {
  test("EN-067, T-14: data events without those of services, or of people in the console alone", () => {
    const data = { orders: { ...DATA, withoutServiceEvents: true, consoleOnly: true } };

    expect(fields({ data, network: {} })[1]).toEqual([
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: ["AWS::S3::Object"] },
      { field: "resources.ARN", startsWith: ["arn:aws:s3:::orders/"] },
      { field: "eventType", notEquals: ["AwsServiceEvent"] },
      { field: "sessionCredentialFromConsole", equalTo: ["true"] },
    ]);
  });

  test("M-09: every call of the endpoints that are named, beside what all endpoints refused", () => {
    const network = { kms: { source: "kms.amazonaws.com", everyCallOf: ["vpce-0123456789abcdef0"] } };

    expect(trailSelectors({ data: {}, network }).slice(1)).toEqual([
      {
        name: "kms refused",
        fieldSelector: [
          { field: "eventCategory", equalTo: ["NetworkActivity"] },
          { field: "eventSource", equalTo: ["kms.amazonaws.com"] },
          { field: "errorCode", equalTo: ["VpceAccessDenied"] },
        ],
      },
      {
        name: "kms all",
        fieldSelector: [
          { field: "eventCategory", equalTo: ["NetworkActivity"] },
          { field: "eventSource", equalTo: ["kms.amazonaws.com"] },
          { field: "vpcEndpointId", equalTo: ["vpce-0123456789abcdef0"] },
        ],
      },
    ]);
  });

  test("EN-066: refuses data events of everything", () => {
    expect(problems({ data: { all: { ...DATA, arnPrefixes: [] } } })).toEqual([
      ["records.data.all.arnPrefixes", "narrow the data events that are recorded"],
    ]);
    expect(problems({ data: { orders: DATA } })).toEqual([]);
  });

  test.each<[string, Partial<RecordedEvents>, string]>([
    ["a name in place of an ARN", { data: { a: { ...DATA, arnPrefixes: ["orders"] } } }, "begin like an ARN"],
    ["a service by its short name", { network: { kms: { source: "kms" } } }, "is a service's event source"],
    [
      "an endpoint that is none",
      { network: { kms: { source: "kms.amazonaws.com", everyCallOf: ["eni-1"] } } },
      "are ids of VPC endpoints",
    ],
  ])("refuses %s", (_case, records, rule) => {
    expect(problems(records).map(([, broken]) => broken)).toEqual([rule]);
  });

  test("takes 500 values, and no more", () => {
    const prefixes = (count: number) =>
      Array.from({ length: count }, (_none, index) => `arn:aws:s3:::bucket-${index}/`);

    expect(problems({ data: { many: { ...DATA, arnPrefixes: prefixes(497) } } })).toEqual([]);
    expect(problems({ data: { many: { ...DATA, arnPrefixes: prefixes(498) } } })).toEqual([
      ["records", "state at most 500 values"],
    ]);
  });
});
