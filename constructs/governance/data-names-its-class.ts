import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { refuse } from "../core/errors";
import { holdsData } from "./classify";

/**
 * Holds a stack to naming the class of all its data: a resource that holds data and carries no class fails the synthesis.
 */
export class DataNamesItsClass implements IAspect {
  /** @throws ProblemsError when the resource holds data of no class */
  public visit(construct: IConstruct): void {
    if (holdsData(construct) && construct.tagsInput?.["DataClass"] === undefined) {
      refuse({
        path: construct.node.path,
        rule: "names the class of its data",
        got: undefined,
        fix: "classify() the construct that makes it",
      });
    }
  }
}
