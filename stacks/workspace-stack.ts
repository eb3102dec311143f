import { type App, S3Backend, type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { choiceNotesOf } from "../constructs/core/choice-note";
import { type Problem, refuse } from "../constructs/core/errors";
import { LogicalIds } from "../constructs/core/logical-ids";
import { resolvingTokensOnly } from "../constructs/core/token-resolution";
import { holdAgainstGuardRails } from "../guardrails/attach";
import type { WorkspaceDocument } from "../guardrails/workspace";
import { type Environment, stateKey } from "../constructs/core/environment";

/** Oldest Terraform that runs the workspaces: write-only arguments and S3-native locks arrived with 1.11. */
export const REQUIRED_TERRAFORM = ">= 1.11.0";

/** Values that every workspace needs. */
export interface WorkspaceStackProps {
  /** The environment that the layer belongs to: account, region, state, protection, tags. */
  readonly environment: Environment;
}

/**
 * One Terraform workspace: its place in the remote state, the Terraform that it needs, readable ids and guard rails;
 * no provider. Layers of AWS extend {@link PlatformStack}; this is for what needs no AWS provider at all.
 *
 * The stack's id is `<layer>-<environment>`, which is what `cdktf deploy network-prod` names. Its state lies at
 * `<system>/<environment>/<layer>/terraform.tfstate` in the environment's bucket, and consumers of its exports read
 * it from there with the same settings.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export abstract class WorkspaceStack extends TerraformStack {
  /** The environment that the layer belongs to. */
  public readonly environment: Environment;

  private readonly logicalIds = new LogicalIds();
  private readonly outgoing = new Map<string, TerraformOutput>();

  /**
   * @param layer - the layer's name, lower case: `network`, `data`
   * @throws ProblemsError when the app already holds a stack of that layer and environment
   */
  protected constructor(scope: App, layer: string, props: WorkspaceStackProps) {
    super(scope, unusedStackId(scope, layer, props.environment));
    this.environment = props.environment;
    const { account, state } = props.environment;

    // S3Backend copies its props into the backend and into every consumer's remote-state block, so a setting
    // stands here once for both. `useLockfile` is not among its types in cdktf 0.21 but passes through.
    const settings = {
      bucket: state.bucket,
      key: stateKey(props.environment, layer),
      region: state.region,
      encrypt: true,
      kmsKeyId: state.kmsKeyArn,
      dynamodbTable: state.lockTable,
      allowedAccountIds: [account],
      ...(state.nativeLock ? { useLockfile: true } : {}),
    };
    new S3Backend(this, settings);

    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
  }

  /** Finds what the stack takes from other stacks, and makes the outputs and remote states that carry it. */
  public override prepareStack(): void {
    resolvingTokensOnly(this, () => {
      super.prepareStack();
    });
  }

  /**
   * The workspace as Terraform reads it.
   *
   * @throws ProblemsError when it breaks a guard rail and nobody has acknowledged that
   */
  public override toTerraform(): unknown {
    const document = resolvingTokensOnly(this, () => super.toTerraform() as WorkspaceDocument);
    holdAgainstGuardRails(this, document);
    const choices = choiceNotesOf(this);
    if (choices.length > 0) {
      document["//"] = { ...document["//"], choices };
    }
    return document;
  }

  /**
   * Names an output of the workspace. The name is a contract with whoever reads it: keep it when the code behind it
   * moves.
   */
  protected publish(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }

  /**
   * Orders the stack after another of its environment.
   *
   * @throws ProblemsError when the other belongs to another environment: each is synthesized on its own
   */
  public override addDependency(dependency: TerraformStack): void {
    if (dependency.node.root !== this.node.root) {
      refuse(foreignReference(this.node.id, dependency.node.id));
    }
    super.addDependency(dependency);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return this.logicalIds.allocate(this, element);
  }

  /**
   * Names the output that carries a value to another stack after the attribute it reads, so that the name holds no
   * hash and stays when anything else moves.
   */
  public override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    const known = this.outgoing.get(identifier);
    if (known) {
      return known;
    }
    const id = `to-other-stacks-${identifier.replace(/[^A-Za-z0-9_]+/g, "-").replace(/^-|-$/g, "")}`;
    // cdktf marks these sensitive; kept, because a value that crosses stacks has no place in a log.
    const output = new TerraformOutput(this, id, { value: `\${${identifier}}`, sensitive: true });
    this.outgoing.set(identifier, output);
    return output;
  }
}

/** What is wrong with a reference from one environment to another. */
export function foreignReference(path: string, got: string): Problem {
  return {
    path,
    rule: "refers to stacks of its own environment only",
    got,
    fix: "state what crosses environments as a value of both configs: an account id, a name, an ARN",
  };
}

/** The id of a layer's stack in an environment, as `cdktf deploy` takes it. */
export function stackId(layer: string, environment: Pick<Environment, "name">): string {
  return `${layer}-${environment.name}`;
}

function unusedStackId(scope: App, layer: string, environment: Environment): string {
  const id = stackId(layer, environment);
  if (scope.node.tryFindChild(id)) {
    refuse({
      path: `${environment.system}.${environment.name}`,
      rule: `has one stack ${id}`,
      got: "a second one",
      fix: "give the second layer a name of its own",
    });
  }
  return id;
}
