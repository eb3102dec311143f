import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CodecommitRepository } from "@cdktf/provider-aws/lib/codecommit-repository";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { Permission } from "../identity/role-grants";
import { ServiceRole } from "../identity/service-role";
import type { PipelineSource, StartablePipeline } from "./pipeline-source";

/** Values of a {@link CodeCommitSource}. */
export interface CodeCommitSourceProps {
  /** Name of the repository, at most 100 characters. */
  readonly repositoryName: string;
  /** What it holds. */
  readonly description: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Region of the repository. */
  readonly region: string;
  /**
   * Branch that is delivered.
   *
   * @default "main"
   */
  readonly branch?: string;
  /**
   * Whether Terraform may destroy the repository, with all that was ever committed.
   *
   * @default "retain"
   */
  readonly removal?: "retain" | "delete";
}

const BRANCH = "main";

/**
 * A CodeCommit repository whose pushes start a pipeline, by an event and not by asking again and again.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/triggering.html
 */
export class CodeCommitSource extends Construct implements PipelineSource {
  /** Name of CodePipeline's action provider. */
  public readonly provider = "CodeCommit";
  /** Configuration of the action. */
  public readonly configuration: Readonly<Record<string, string>>;
  /** What the pipeline's role needs to fetch the code. */
  public readonly permissions: readonly [Permission];
  /** Address from which the repository is cloned over HTTPS. */
  public readonly cloneUrl: string;

  private readonly repository: CodecommitRepository;
  private readonly branch: string;

  /** @throws ProblemsError when CodeCommit would not accept the name */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CodeCommitSourceProps,
  ) {
    super(scope, id);
    const { repositoryName, description, branch = BRANCH, removal = "retain" } = props;

    this.branch = branch;
    this.repository = new CodecommitRepository(this, "repository", {
      repositoryName: checkedName("aws_codecommit_repository", repositoryName, this.node.path),
      description,
      defaultBranch: branch,
      ...(removal === "retain" ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.cloneUrl = this.repository.cloneUrlHttp;
    this.configuration = {
      RepositoryName: this.repository.repositoryName,
      BranchName: branch,
      PollForSourceChanges: "false",
    };
    this.permissions = [
      {
        sid: "FetchSource",
        actions: [
          "codecommit:GetBranch",
          "codecommit:GetCommit",
          "codecommit:UploadArchive",
          "codecommit:GetUploadArchiveStatus",
          "codecommit:CancelUploadArchive",
        ],
        resources: [this.repository.arn],
      },
    ];
  }

  /** Makes each push to the branch start the pipeline. */
  public startOnPush({ name, arn }: StartablePipeline): void {
    const { account, region } = this.props;
    const { path } = this.node;
    const ruleName = checkedName("aws_cloudwatch_event_rule", `${name}-push`, path);

    const rule = new CloudwatchEventRule(this, "push", {
      name: ruleName,
      description: `A push to ${this.branch} starts ${name}`,
      eventPattern: JSON.stringify({
        source: ["aws.codecommit"],
        "detail-type": ["CodeCommit Repository State Change"],
        resources: [this.repository.arn],
        detail: {
          event: ["referenceCreated", "referenceUpdated"],
          referenceType: ["branch"],
          referenceName: [this.branch],
        },
      }),
    });
    const role = new ServiceRole(this, "push-role", {
      name: ruleName,
      description: `Lets a push start ${name}`,
      service: "events.amazonaws.com",
      source: { account, arn: `arn:aws:events:${region}:${account}:rule/${ruleName}` },
    });
    role.grant(this, "start-pipeline", {
      sid: "StartPipeline",
      actions: ["codepipeline:StartPipelineExecution"],
      resources: [arn],
    });
    new CloudwatchEventTarget(this, "push-target", { rule: rule.name, arn, roleArn: role.arn });
  }
}
