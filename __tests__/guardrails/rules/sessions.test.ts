import { execSessionsAreLogged } from "../../../guardrails/rules/compute/exec-sessions-are-logged";
import { sessionsAreRecorded } from "../../../guardrails/rules/observability/sessions-are-recorded";
import type { Attributes } from "../../../guardrails/workspace";
import { findings } from "../findings";

describe("guard rails of sessions", () => {
  const exec = (service: Attributes, configuration?: Attributes) =>
    findings(execSessionsAreLogged, {
      aws_ecs_service: { s: { cluster: "${aws_ecs_cluster.c.id}", ...service } },
      aws_ecs_cluster: { c: configuration ? { configuration } : {} },
    });
  const logging = (value: string) => ({ execute_command_configuration: { logging: value } });
  const ON = { enable_execute_command: true };

  it("CMP-011 finds a cluster that logs no sessions, where there can be some", () => {
    expect(exec(ON, logging("NONE"))).toEqual([
      "aws_ecs_service.s: configuration.execute_command_configuration.logging = NONE",
    ]);
    expect(exec(ON, logging("OVERRIDE"))).toEqual([]);
    expect(exec(ON)).toEqual([]);
    expect(exec({}, logging("NONE"))).toEqual([]);
  });

  it("CMP-011 cannot tell of a cluster of another workspace, or of a setting that Terraform decides", () => {
    expect(exec({ ...ON, cluster: "${data.x.y.outputs.cluster}" })).toEqual([
      "?aws_ecs_service.s: the cluster ${data.x.y.outputs.cluster}",
    ]);
    expect(exec(ON, logging("${var.logging}"))).toEqual([
      "?aws_ecs_service.s: configuration.execute_command_configuration.logging = ${var.logging}",
    ]);
  });

  const session = (inputs: object, document_type = "Session") =>
    findings(sessionsAreRecorded, {
      aws_ssm_document: { d: { document_type, content: JSON.stringify({ inputs }) } },
    });

  it("LOG-006 finds sessions of which no record is left", () => {
    expect(session({ s3BucketName: "", cloudWatchLogGroupName: "" })).toEqual([
      "aws_ssm_document.d: no record",
    ]);
    expect(session({ s3BucketName: "sessions", s3EncryptionEnabled: true })).toEqual([]);
    expect(session({ cloudWatchLogGroupName: "sessions", cloudWatchEncryptionEnabled: true })).toEqual([]);
    expect(session({}, "Command")).toEqual([]);
  });

  it("LOG-006 finds a record in clear text", () => {
    expect(session({ s3BucketName: "sessions", s3EncryptionEnabled: false })).toEqual([
      "aws_ssm_document.d: s3EncryptionEnabled off",
    ]);
    expect(
      session({ s3BucketName: "sessions", s3EncryptionEnabled: true, cloudWatchLogGroupName: "group" }),
    ).toEqual(["aws_ssm_document.d: cloudWatchEncryptionEnabled off"]);
  });

  it("LOG-006 cannot tell of a document that Terraform writes", () => {
    const document = { document_type: "Session", content: "${jsonencode(local.session)}" };
    expect(findings(sessionsAreRecorded, { aws_ssm_document: { d: document } })).toEqual([
      "?aws_ssm_document.d: a document that Terraform writes",
    ]);
  });
});
