import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, Aspects } from "cdktf";
import { RoleBoundary } from "../constructs/identity/role-boundary";
import { WorkspaceStack, type WorkspaceStackProps } from "./workspace-stack";

/** Values that every layer needs. */
export type PlatformStackProps = WorkspaceStackProps;

/**
 * The base of every deployable layer: a workspace with the AWS provider, which works in the environment's account and
 * Region only and tags whatever it makes with where it belongs.
 */
export abstract class PlatformStack extends WorkspaceStack {
  private readonly layer: string;

  /**
   * @param layer - the layer's name, lower case: `network`, `data`
   * @throws ProblemsError when the app already holds a stack of that layer and environment
   */
  protected constructor(scope: App, layer: string, props: PlatformStackProps) {
    super(scope, layer, props);
    this.layer = layer;
    const { region, roleBoundaryArn } = props.environment;
    this.addProvider("aws", region);
    if (roleBoundaryArn !== undefined) {
      Aspects.of(this).add(new RoleBoundary(roleBoundaryArn));
    }
  }

  /**
   * A second provider for what AWS keeps in one certain Region, such as everything that CloudFront uses; account and
   * tags are those of the layer.
   *
   * @param region - AWS Region code, which becomes the provider's alias
   */
  protected providerIn(region: string): AwsProvider {
    return this.addProvider(`aws-${region}`, region, region);
  }

  /** The tags that the provider puts on everything, for what it does not reach: instances of a group, say. */
  protected get defaultTags(): Readonly<Record<string, string>> {
    const { tags, system, name } = this.environment;
    return { System: system, Environment: name, ...tags, Layer: this.layer, ManagedBy: "strata" };
  }

  private addProvider(id: string, region: string, alias?: string): AwsProvider {
    return new AwsProvider(this, id, {
      ...(alias === undefined ? {} : { alias }),
      region,
      allowedAccountIds: [this.environment.account],
      defaultTags: [{ tags: { ...this.defaultTags } }],
    });
  }
}
