import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { ServiceRole } from "../identity/service-role";
import { LogGroup } from "../observability/log-group";

/** Values of a {@link BuildProject}. */
export interface BuildProjectProps {
  /** Name of the project, 2 to 255 letters, digits, `-` and `_`; its role is called the same. */
  readonly name: string;
  /** What it builds. */
  readonly description: string;
  /** The buildspec as YAML text. It stands in the project, so that only Terraform changes what a build does. */
  readonly buildspec: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Region of the project. */
  readonly region: string;
  /** Days for which the builds' logs are kept. */
  readonly logRetentionDays: number;
  /**
   * Variables of the build. Secrets have no place here.
   *
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Whether builds can run a Docker daemon, which takes a privileged container.
   *
   * @default "none"
   */
  readonly docker?: "daemon" | "none";
  /**
   * Size of the machine.
   *
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html
   * @default "BUILD_GENERAL1_SMALL"
   */
  readonly computeType?: string;
  /**
   * Image in which builds run.
   *
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html
   * @default "aws/codebuild/amazonlinux-x86_64-standard:5.0"
   */
  readonly image?: string;
  /**
   * Minutes after which a build has failed, 5 to 2160.
   *
   * @default 30
   */
  readonly timeoutMinutes?: number;
}

const COMPUTE_TYPE = "BUILD_GENERAL1_SMALL";
const IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:5.0";
const TIMEOUT_MINUTES = 30;
const TIMEOUT_LIMITS = { least: 5, most: 2160 };

/**
 * A CodeBuild project that a pipeline starts, outside any VPC, with a role that may do nothing but log until more is
 * granted.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/how-to-create-pipeline.html
 */
export class BuildProject extends Construct {
  /** Name of the project. */
  public readonly name: string;
  /** ARN of the project. */
  public readonly arn: string;
  /** Role with which builds act; grant it what the build needs. */
  public readonly role: ServiceRole;

  /** @throws ProblemsError when CodeBuild would not accept the name, the buildspec or the timeout */
  public constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const { description, buildspec, account, region, logRetentionDays, environment = {} } = props;
    const { docker = "none", computeType = COMPUTE_TYPE, image = IMAGE } = props;
    const { timeoutMinutes = TIMEOUT_MINUTES } = props;
    const { path } = this.node;
    const name = checkedName("aws_codebuild_project", props.name, path);
    throwProblems(buildProblems(buildspec, timeoutMinutes, path));

    const logs = new LogGroup(this, "logs", {
      logGroupName: `/aws/codebuild/${name}`,
      retentionDays: logRetentionDays,
    });
    this.role = new ServiceRole(this, "service", {
      name,
      description: `What builds of ${name} act with`,
      service: "codebuild.amazonaws.com",
      source: { account, arn: `arn:aws:codebuild:${region}:${account}:project/${name}` },
    });
    this.role.grant(this, "write-logs", {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logs.arn}:*`],
    });

    const project = new CodebuildProject(this, "project", {
      name,
      description,
      serviceRole: this.role.arn,
      buildTimeout: timeoutMinutes,
      source: { type: "CODEPIPELINE", buildspec: literal(buildspec) },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType,
        image,
        imagePullCredentialsType: "CODEBUILD",
        privilegedMode: docker === "daemon",
        environmentVariable: Object.entries(environment).map(([variable, value]) => ({
          name: variable,
          value,
          type: "PLAINTEXT",
        })),
      },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logs.name } },
    });
    if (docker === "daemon") {
      acknowledge(project, "CMP-009", {
        reason: "it builds images, for which its Docker daemon needs privileges",
      });
    }
    this.name = project.name;
    this.arn = project.arn;
  }
}

/** Keeps Terraform from reading the shell's `${…}` as its own. */
function literal(text: string): string {
  // A "$$" in a replacement text would mean one "$".
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}

function buildProblems(buildspec: string, timeoutMinutes: number, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (!/^version: 0\.2$/m.test(buildspec)) {
    problems.push({
      path: `${path}.buildspec`,
      rule: "is the text of a buildspec of version 0.2",
      got: buildspec.split("\n")[0],
      fix: "pass the file's content, not its name",
    });
  }
  const { least, most } = TIMEOUT_LIMITS;
  if (!Number.isInteger(timeoutMinutes) || timeoutMinutes < least || timeoutMinutes > most) {
    problems.push({
      path: `${path}.timeoutMinutes`,
      rule: `must be a whole number of minutes from ${least} to ${most}`,
      got: timeoutMinutes,
      fix: "choose a value in that range, such as 30",
    });
  }
  return problems;
}
