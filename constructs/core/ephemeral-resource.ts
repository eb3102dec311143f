import { ref, TerraformElement, Token } from "cdktf";
import type { Construct } from "constructs";

/** What an {@link EphemeralResource} is made of. */
export interface EphemeralResourceProps {
  /** Terraform type: `aws_secretsmanager_random_password`. */
  readonly type: string;
  /** Arguments by their Terraform names; references to resources are allowed. */
  readonly arguments: Readonly<Record<string, string | number | boolean>>;
}

/**
 * An ephemeral resource of Terraform: opened anew in every plan and apply, and written to neither. Its attributes are
 * accepted only where Terraform keeps nothing: in write-only arguments, providers and other ephemeral resources.
 *
 * cdktf 0.21 is older than ephemeral resources and generates no bindings for them, so the block is rendered here.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/ephemeral
 */
export class EphemeralResource extends TerraformElement {
  private readonly type: string;
  private readonly arguments: EphemeralResourceProps["arguments"];

  public constructor(scope: Construct, id: string, props: EphemeralResourceProps) {
    super(scope, id, `ephemeral.${props.type}`);
    this.type = props.type;
    this.arguments = props.arguments;
  }

  /** A reference to an attribute, as text. */
  public attribute(name: string): string {
    return Token.asString(ref(`ephemeral.${this.type}.${this.friendlyUniqueId}.${name}`, this.cdktfStack));
  }

  /** The block in Terraform's JSON syntax. */
  public override toTerraform(): object {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: this.arguments } } };
  }
}
