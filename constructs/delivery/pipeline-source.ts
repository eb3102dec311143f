import type { Permission } from "../identity/role-grants";

/** A pipeline that a source can start. */
export interface StartablePipeline {
  /** Name of the pipeline. */
  readonly name: string;
  /** ARN of the pipeline. */
  readonly arn: string;
}

/**
 * Where a pipeline takes its code from. What a pipeline knows of a source stands here, so that one source can take
 * the place of another.
 */
export interface PipelineSource {
  /** Name of CodePipeline's action provider. */
  readonly provider: string;
  /** Configuration of the action. */
  readonly configuration: Readonly<Record<string, string>>;
  /** What the pipeline's role needs to fetch the code. */
  readonly permissions: readonly [Permission, ...Permission[]];
  /** Makes each push to the branch start the pipeline. */
  startOnPush(pipeline: StartablePipeline): void;
}
