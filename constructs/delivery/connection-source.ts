import type { Permission } from "../identity/role-grants";
import type { PipelineSource } from "./pipeline-source";

/** Values of a {@link ConnectionSource}. */
export interface ConnectionSourceProps {
  /** ARN of a connection of CodeConnections, which a person has to authorise once in the console. */
  readonly connectionArn: string;
  /** Repository at the connected host: `owner/name`. */
  readonly repository: string;
  /**
   * Branch that is delivered.
   *
   * @default "main"
   */
  readonly branch?: string;
}

const BRANCH = "main";

/**
 * A repository at GitHub, GitLab or Bitbucket that AWS reaches through a connection; the connection itself starts the
 * pipeline at a push.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
 */
export class ConnectionSource implements PipelineSource {
  /** Name of CodePipeline's action provider. */
  public readonly provider = "CodeStarSourceConnection";
  /** Configuration of the action. */
  public readonly configuration: Readonly<Record<string, string>>;
  /** What the pipeline's role needs to fetch the code. */
  public readonly permissions: readonly [Permission];

  public constructor({ connectionArn, repository, branch = BRANCH }: ConnectionSourceProps) {
    this.configuration = {
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      DetectChanges: "true",
    };
    this.permissions = [
      {
        sid: "FetchSource",
        // The service was renamed; which name counts depends on the ARN of the connection.
        actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
        resources: [connectionArn],
      },
    ];
  }

  /** Makes each push to the branch start the pipeline. */
  public startOnPush(): void {
    // Nothing to make: the connection detects changes by itself.
  }
}
