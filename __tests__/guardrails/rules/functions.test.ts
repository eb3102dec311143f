import { functionsAdmitNoEveryone } from "../../../guardrails/rules/compute/functions-admit-no-everyone";
import { functionsLogToTheirOwnGroup } from "../../../guardrails/rules/compute/functions-log-to-their-own-group";
import { stateMachineKeepsLogs } from "../../../guardrails/rules/observability/state-machine-keeps-logs";
import type { Attributes } from "../../../guardrails/workspace";
import { findings } from "../findings";

describe("guard rails of functions and state machines", () => {
  const permission = (attributes: Attributes) =>
    findings(functionsAdmitNoEveryone, { aws_lambda_permission: { p: attributes } });

  it("CMP-012 finds a function that anyone may run, by themselves or through a service", () => {
    expect(permission({ principal: "*", source_account: "111111111111" })).toEqual([
      "aws_lambda_permission.p: everyone",
    ]);
    expect(permission({ principal: "apigateway.amazonaws.com" })).toEqual([
      "aws_lambda_permission.p: apigateway.amazonaws.com for everyone",
    ]);
    expect(permission({ principal: "apigateway.amazonaws.com", source_arn: "${arn}" })).toEqual([]);
    expect(permission({ principal: "s3.amazonaws.com", source_account: "111111111111" })).toEqual([]);
    expect(permission({ principal: "arn:aws:iam::111111111111:role/caller" })).toEqual([]);
  });

  it("CMP-012 finds a URL that asks nobody who they are", () => {
    const url = (authorization_type: string) =>
      findings(functionsAdmitNoEveryone, { aws_lambda_function_url: { u: { authorization_type } } });
    expect(url("NONE")).toEqual(["aws_lambda_function_url.u: a URL without authorization"]);
    expect(url("AWS_IAM")).toEqual([]);
  });

  it("CMP-013 finds a function whose log group Lambda would make", () => {
    const logging = (attributes: Attributes) =>
      findings(functionsLogToTheirOwnGroup, { aws_lambda_function: { f: attributes } });
    expect(logging({})).toEqual(["aws_lambda_function.f: no logging_config.log_group"]);
    expect(logging({ logging_config: { log_format: "JSON", log_group: "${group}" } })).toEqual([]);
  });

  it("LOG-005 finds a state machine that logs nothing", () => {
    const level = (...levels: string[]) =>
      findings(stateMachineKeepsLogs, {
        aws_sfn_state_machine: { m: { logging_configuration: levels.map((one) => ({ level: one })) } },
      });
    expect(level()).toEqual(["aws_sfn_state_machine.m: logging_configuration.level = nothing"]);
    expect(level("OFF")).toEqual(["aws_sfn_state_machine.m: logging_configuration.level = OFF"]);
    expect(level("ERROR")).toEqual([]);
  });
});
