import type { IConstruct, Node } from "constructs";
import { refuse } from "./errors";

const COMPONENT = /^[A-Za-z0-9_-]+$/;
const IDENTIFIER = /^[A-Za-z_]/;

/**
 * Gives each element of a stack its Terraform name: the construct path below the stack, joined with underscores, so
 * that `network/app/subnet-a` becomes `network_app_subnet-a`.
 *
 * Names carry no hash and no list index, so an address says what it is and stays when a neighbour comes or goes.
 * What cdktf would strip silently, merging two resources into one, is refused here.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export class LogicalIds {
  private readonly pathById = new Map<string, string>();

  /**
   * The Terraform name of an element.
   *
   * @throws ProblemsError when a path component has characters that Terraform's names lack, when the name would not
   *   start with a letter, or when another path already has the same name
   */
  public allocate(stack: IConstruct, element: IConstruct | Node): string {
    const node = "node" in element ? element.node : element;
    const { scopes } = node;
    const components = scopes.slice(scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
    for (const component of components) {
      if (!COMPONENT.test(component)) {
        refuse({
          path: node.path,
          rule: "ids of constructs are made of letters, digits, - and _",
          got: component,
          fix: "rename the construct",
        });
      }
    }

    const id = components.join("_");
    if (!IDENTIFIER.test(id)) {
      refuse({
        path: node.path,
        rule: "a Terraform name starts with a letter or an underscore",
        got: id,
        fix: "rename the outermost construct",
      });
    }
    const other = this.pathById.get(id);
    if (other !== undefined && other !== node.path) {
      refuse({
        path: node.path,
        rule: `would have the same Terraform name as ${other}`,
        got: id,
        fix: "rename one of the two constructs",
      });
    }
    this.pathById.set(id, node.path);
    return id;
  }
}
