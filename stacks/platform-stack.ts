import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { App } from "cdktf";
import { WorkspaceStack, type WorkspaceStackProps } from "./workspace-stack";

/** Values that every layer needs. */
export type PlatformStackProps = WorkspaceStackProps;

/**
 * The base of every deployable layer: a workspace with the AWS provider, which works in the environment's account and
 * Region only and tags whatever it makes with where it belongs.
 */
export abstract class PlatformStack extends WorkspaceStack {
  /**
   * @param layer - the layer's name, lower case: `network`, `data`
   * @throws ProblemsError when the app already holds a stack of that layer and environment
   */
  protected constructor(scope: App, layer: string, props: PlatformStackProps) {
    super(scope, layer, props);
    const { region, account, tags, system, name } = props.environment;

    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      defaultTags: [
        { tags: { ...tags, System: system, Environment: name, Layer: layer, ManagedBy: "strata" } },
      ],
    });
  }
}
