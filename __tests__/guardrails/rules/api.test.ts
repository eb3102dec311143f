import { EnvironmentWorkspaces } from "../../../guardrails/environment-workspaces";
import { evaluate } from "../../../guardrails/evaluate";
import { within } from "../../../guardrails/guard-rail";
import { apiCacheIsEncrypted } from "../../../guardrails/rules/edge/api-cache-is-encrypted";
import { apiSpeaksModernTls } from "../../../guardrails/rules/edge/api-speaks-modern-tls";
import { apiTellsOfItsErrors } from "../../../guardrails/rules/edge/api-tells-of-its-errors";
import { restApiHasWebAcl } from "../../../guardrails/rules/edge/rest-api-has-web-acl";
import { noSecretsInState } from "../../../guardrails/rules/secrets/no-secrets-in-state";
import { type Attributes, Workspace, type WorkspaceDocument } from "../../../guardrails/workspace";
import { findings } from "../findings";

const settings = (values: Attributes) => ({ aws_api_gateway_method_settings: { s: { settings: values } } });

describe("guard rails of APIs", () => {
  it.each(["TLS_1_0", undefined])("EDG-020 finds the security policy %s", (policy) => {
    expect(
      findings(apiSpeaksModernTls, { aws_api_gateway_domain_name: { d: { security_policy: policy } } }),
    ).toEqual([`aws_api_gateway_domain_name.d: security_policy = ${policy ?? "nothing"}`]);
  });

  it("EDG-020 accepts TLS 1.2, of both kinds of API", () => {
    expect(
      findings(apiSpeaksModernTls, {
        aws_api_gateway_domain_name: { d: { security_policy: "TLS_1_2" } },
        aws_apigatewayv2_domain_name: { d: { domain_name_configuration: { security_policy: "TLS_1_2" } } },
      }),
    ).toEqual([]);
  });

  it("EDG-021 finds a stage that says nothing, and one that logs bodies", () => {
    expect(findings(apiTellsOfItsErrors, settings({ logging_level: "OFF" }))).toEqual([
      "aws_api_gateway_method_settings.s: settings.logging_level = OFF",
    ]);
    expect(
      findings(apiTellsOfItsErrors, settings({ logging_level: "INFO", data_trace_enabled: true })),
    ).toEqual(["aws_api_gateway_method_settings.s: settings.data_trace_enabled = true"]);
  });

  it("EDG-021 accepts a stage that tells of its errors", () => {
    expect(findings(apiTellsOfItsErrors, settings({ logging_level: "ERROR" }))).toEqual([]);
  });

  it("EDG-022 finds kept responses in clear", () => {
    expect(findings(apiCacheIsEncrypted, settings({ caching_enabled: true }))).toEqual([
      "aws_api_gateway_method_settings.s: settings.cache_data_encrypted = nothing",
    ]);
  });

  it("EDG-022 accepts encrypted responses, and none", () => {
    expect(
      findings(apiCacheIsEncrypted, settings({ caching_enabled: true, cache_data_encrypted: true })),
    ).toEqual([]);
    expect(findings(apiCacheIsEncrypted, settings({}))).toEqual([]);
  });

  it("SEC-001 finds the key of a client, whose value Terraform reads", () => {
    expect(findings(noSecretsInState, { aws_api_gateway_api_key: { k: { name: "web" } } })).toEqual([
      "aws_api_gateway_api_key.k: its value lies in the state",
    ]);
  });

  it.each([
    ["finds a stage without a web ACL", undefined, ["no web ACL in its environment"]],
    ["finds one whose web ACL stands before another stage", "other", ["no web ACL in its environment"]],
    ["accepts one whose web ACL is in another layer", "stage_arn", []],
  ])("EDG-023 %s", (_, output, expected) => {
    const api: WorkspaceDocument = {
      resource: { aws_api_gateway_stage: { s: {} } },
      output: {
        stage_arn: { value: "${aws_api_gateway_stage.s.arn}" },
        other: { value: "${aws_api_gateway_stage.other.arn}" },
      },
    };
    const edge: WorkspaceDocument = output
      ? {
          resource: {
            aws_wafv2_web_acl_association: {
              a: {
                resource_arn: `\${data.terraform_remote_state.cross-stack-reference-input-api-prod.outputs.${output}}`,
              },
            },
          },
        }
      : {};
    const workspaces = new Map(
      Object.entries({ "api-prod": api, "edge-prod": edge }).map(([id, document]) => [
        id,
        new Workspace(document, { protection: "protected", account: "1", region: "ap-northeast-1" }),
      ]),
    );
    const rule = within(new EnvironmentWorkspaces(workspaces), restApiHasWebAcl);
    const { findings: found } = evaluate(workspaces.get("api-prod")!, [rule], [], "2026-01-01");
    expect(found.map(({ got }) => got)).toEqual(expected);
  });
});
