import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { DATA, type BastionConfig } from "../../../systems/enterprise/workload/data/config";
import { permissionsOf, statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { problemsOf, synthesizeAccounts } from "./composed";
import { inData } from "./workload-data";

const ACCOUNTS = ["dev", "stg", "prod"] as const;
const IDS = { dev: "810000000006", stg: "810000000007", prod: "810000000008" };
const SESSIONS_BUCKET = "sessions-logs-810000000003-ap-northeast-1";

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = synthesizeAccounts([...ACCOUNTS, "audit"]);
});
const bastion = (environment: string): Workspace => stacks[`bastion-${environment}`]!;

describe.each(ACCOUNTS)("the bastion of %s", (environment) => {
  const instance = () => bastion(environment).one("aws_instance", "instance_instance");

  test("EN-058, EN-169, EN-171, M-36: stands in a private subnet without public address and key pair", () => {
    const { instance_type, associate_public_ip_address, key_name, subnet_id, metadata_options } = instance();

    expect([instance_type, associate_public_ip_address, key_name]).toEqual(["t4g.micro", false, undefined]);
    expect(subnet_id).toContain("network_private_subnet-a-id");
    expect(metadata_options).toMatchObject({ http_tokens: "required" });
    expect(bastion(environment).ids("aws_key_pair")).toEqual([]);
    expect(
      bastion(environment).one("aws_iam_role_policy_attachment", "instance_role_managed-session-manager"),
    ).toEqual({
      role: "${aws_iam_role.instance_role_role.name}",
      policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
  });

  test("EN-115, EN-130: its volume and its log have the class of sessions, and that class' key", () => {
    const { tags, root_block_device } = instance();

    expect(tags).toEqual({
      Name: `enterprise-${environment}-bastion`,
      Role: "bastion",
      Confidentiality: "confidential",
      DataClass: "confidential",
      Backup: "none",
    });
    expect(root_block_device).toMatchObject({
      encrypted: true,
      kms_key_id: expect.stringContaining("confidential-key"),
    });
  });

  test("C-17: Patch Manager installs updates each week, and not at each change; it runs on unless a value says else", () => {
    expect(bastion(environment).one("aws_ssm_association", "patches_association")).toEqual({
      name: "AWS-RunPatchBaseline",
      association_name: `enterprise-${environment}-bastion-patches`,
      parameters: { Operation: "Install", RebootOption: "RebootIfNeeded" },
      schedule_expression: "cron(0 18 ? * SAT *)",
      apply_only_at_cron_interval: true,
      targets: [{ key: "InstanceIds", values: ["${aws_instance.instance_instance.id}"] }],
    });
    expect(bastion(environment).ids("aws_scheduler_schedule")).toEqual([]);
  });

  test("EN-170, EN-174, EN-176, EN-177: nobody connects to it; it reaches HTTPS, the endpoints and the database", () => {
    const rules = (direction: "ingress" | "egress") =>
      Object.entries(bastion(environment).all(`aws_vpc_security_group_${direction}_rule`)).map(
        ([id, { from_port, to_port }]) => [id, from_port, to_port],
      );

    expect(rules("egress").sort()).toEqual([
      ["instance_security-group_to-anywhere-ipv4-tcp-443_egress", 443, 443],
      ["instance_security-group_to-aurora-tcp-5432_egress", 5432, 5432],
      [expect.stringMatching(/^instance_security-group_to-[a-z-]*endpoints-tcp-443_egress$/), 443, 443],
    ]);
    // The other ends of its own ways: the database and the endpoints, and nothing into its own group.
    for (const { security_group_id } of Object.values(
      bastion(environment).all("aws_vpc_security_group_ingress_rule"),
    )) {
      expect(security_group_id).not.toContain("instance_security-group");
    }
    expect(rules("ingress").map(([id]) => id)).toHaveLength(2);
  });

  test("EN-173, T-27: sessions are recorded with their commands in a group and in the log archive", () => {
    const { name, document_type, content } = bastion(environment).one(
      "aws_ssm_document",
      "document_document",
    );

    expect([name, document_type]).toEqual(["enterprise-sessions", "Session"]);
    expect(JSON.parse(content as string)).toEqual({
      schemaVersion: "1.0",
      description: "Shell on an instance, recorded",
      sessionType: "Standard_Stream",
      inputs: {
        cloudWatchLogGroupName: "${aws_cloudwatch_log_group.sessions_group.name}",
        cloudWatchEncryptionEnabled: true,
        cloudWatchStreamingEnabled: true,
        s3BucketName: SESSIONS_BUCKET,
        s3KeyPrefix: IDS[environment],
        s3EncryptionEnabled: true,
        kmsKeyId: expect.stringContaining("confidential-key"),
        runAsEnabled: false,
        idleSessionTimeout: "20",
        maxSessionDuration: "480",
      },
    });
    expect(bastion(environment).one("aws_cloudwatch_log_group", "sessions_group")).toMatchObject({
      name: `/enterprise/${environment}/sessions`,
      retention_in_days: 90,
      kms_key_id: expect.stringContaining("confidential-key"),
    });
  });

  test("EN-173, EN-175, EN-177: its role records sessions and moves files, and administers nothing", () => {
    expect(Object.keys(permissionsOf(bastion(environment), "instance_role_role"))).toEqual([
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
      "s3:GetEncryptionConfiguration",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
      "s3:PutObjectAcl",
    ]);
  });

  test("EN-172, EN-174: operators begin sessions on bastions alone, by the recorded document or for one port", () => {
    const account = IDS[environment];
    const sessions = statements(
      stacks[`access-${environment}`]!.one("aws_iam_role_policy", "operator-role_operation")["policy"],
    ).filter(({ Action }) => JSON.stringify(Action).includes("ssm"));

    expect(sessions).toEqual([
      {
        Sid: "SessionsOnBastions",
        Effect: "Allow",
        Action: ["ssm:StartSession"],
        Resource: [`arn:aws:ec2:*:${account}:instance/*`],
        Condition: {
          StringEquals: { "ssm:resourceTag/Role": "bastion" },
          BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
        },
      },
      {
        Sid: "KindsOfSessions",
        Effect: "Allow",
        Action: ["ssm:StartSession"],
        Resource: [
          "arn:aws:ssm:*:*:document/AWS-StartPortForwardingSessionToRemoteHost",
          `arn:aws:ssm:*:${account}:document/enterprise-sessions`,
        ],
        Condition: { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } },
      },
      {
        Sid: "OwnSessions",
        Effect: "Allow",
        Action: ["ssm:ResumeSession", "ssm:TerminateSession"],
        Resource: [`arn:aws:ssm:*:${account}:session/*`],
        Condition: { StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": `$\${aws:userid}` } },
      },
      {
        Sid: "ChannelsOfSessions",
        Effect: "Allow",
        Action: ["ssmmessages:OpenDataChannel"],
        Resource: [`arn:aws:ssm:*:${account}:session/*`],
      },
    ]);
  });

  test("EN-172: nobody begins a session without a document, which nothing would record", () => {
    const unchecked = Object.values(stacks[`access-${environment}`]!.all("aws_iam_role_policy"))
      .flatMap(({ policy }) => statements(policy))
      .filter(({ Action }) => [Action].flat().includes("ssm:StartSession"))
      .filter(
        ({ Condition }) =>
          (Condition as Record<string, Record<string, unknown>> | undefined)?.["BoolIfExists"]?.[
            "ssm:SessionDocumentAccessCheck"
          ] !== "true",
      );

    expect(unchecked).toEqual([]);
  });

  test("M-36: operators start a bastion again, whose volume has a key of the account", () => {
    const operation = statements(
      stacks[`access-${environment}`]!.one("aws_iam_role_policy", "operator-role_operation")["policy"],
    );

    expect(operation.find(({ Sid }) => Sid === "KeyOfVolumes")).toEqual({
      Sid: "KeyOfVolumes",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: [`arn:aws:kms:*:${IDS[environment]}:key/*`],
      Condition: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
        "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/enterprise-*-confidential" },
      },
    });
  });
});

test("EN-173: the log archive takes the sessions of every account under its id", () => {
  const policy = statements(
    stacks["log-archive-audit"]!.one("aws_s3_bucket_policy", "sessions_files_policy")["policy"],
  );

  expect(policy.find(({ Sid }) => Sid === "Account810000000008Writes")).toMatchObject({
    Action: ["s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"],
    Resource: ["${aws_s3_bucket.sessions_files_bucket.arn}/810000000008/*"],
  });
  expect(policy.find(({ Sid }) => Sid === "AccountsSeeEncryption")).toMatchObject({
    Action: ["s3:GetEncryptionConfiguration"],
    Resource: ["${aws_s3_bucket.sessions_files_bucket.arn}"],
  });
});

test("EN-170, EN-176: no account has an endpoint for SSH, nor a rule for its port", () => {
  for (const workspace of Object.values(stacks)) {
    expect(workspace.ids("aws_ec2_instance_connect_endpoint")).toEqual([]);
    expect(
      Object.values(workspace.all("aws_vpc_security_group_ingress_rule")).filter(
        ({ from_port }) => from_port === 22,
      ),
    ).toEqual([]);
  }
});

describe("M-36: the values of a bastion", () => {
  const changed = (change: Partial<BastionConfig>) =>
    problemsOf(
      ORGANIZATION,
      inData("dev", (data) => ({ ...data, bastion: { ...DATA.dev.bastion!, ...change } })),
    );

  test.each<[Partial<BastionConfig>, string]>([
    [{ idleMinutes: 61 }, "idleMinutes: is 1 to 60 minutes"],
    [{ longestMinutes: 0 }, "longestMinutes: is 1 to 1440 minutes"],
    [{ patchSchedule: "rate(7 days)" }, "patchSchedule: must be a cron expression of six fields"],
    [
      { stopsAt: { time: "24:00", timezone: "Asia/Tokyo" } },
      "stopsAt.time: must be a time of day, got 24:00",
    ],
    [{ stopsAt: { time: "22:00", timezone: "Tokyo" } }, "stopsAt.timezone: must be the IANA name"],
    [{ logRetentionDays: 91 }, "logRetentionDays: log events are kept for one of"],
  ])("are refused with %j", (change, message) => {
    expect(changed(change)).toEqual([
      expect.stringContaining(`enterprise.dev.workload.data.bastion.${message}`),
    ]);
  });

  test.each<Partial<BastionConfig>>([
    { idleMinutes: 1 },
    { idleMinutes: 60, longestMinutes: 1440 },
    { stopsAt: { time: "22:00", timezone: "Asia/Tokyo" } },
  ])("take %j", (change) => {
    expect(changed(change)).toEqual([]);
  });

  test("C-17: a bastion that stops at night is all that its schedule may stop", () => {
    const stopsAt = { time: "22:30", timezone: "Asia/Tokyo" };
    const stopping = synthesizeAccounts(
      ["dev"],
      ORGANIZATION,
      inData("dev", (data) => ({ ...data, bastion: { ...DATA.dev.bastion!, stopsAt } })),
    )["bastion-dev"]!;

    expect(stopping.one("aws_scheduler_schedule", "stop_schedule")).toMatchObject({
      name: "enterprise-dev-bastion-stop",
      schedule_expression: "cron(30 22 * * ? *)",
      schedule_expression_timezone: "Asia/Tokyo",
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:ec2:stopInstances",
        role_arn: "${aws_iam_role.stop_role_role.arn}",
        input: '{"InstanceIds":["${aws_instance.instance_instance.id}"]}',
      },
    });
    expect(permissionsOf(stopping, "stop_role_role")).toEqual({
      "ec2:StopInstances": [
        "arn:aws:ec2:ap-northeast-1:810000000006:instance/${aws_instance.instance_instance.id}",
      ],
    });
  });

  test("may be left out", () => {
    const without = synthesizeAccounts(
      ["dev"],
      ORGANIZATION,
      inData("dev", ({ bastion: _none, ...data }) => data),
    );

    expect(Object.keys(without)).not.toContain("bastion-dev");
  });
});
