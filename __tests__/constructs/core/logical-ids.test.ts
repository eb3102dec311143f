import { Construct, RootConstruct } from "constructs";
import { LogicalIds } from "../../../constructs/core/logical-ids";

/** A stack with constructs at the given paths; returns the id of each. */
function idsOf(...paths: string[]): string[] {
  const stack = new RootConstruct();
  const ids = new LogicalIds();
  return paths.map((path) => {
    let element: Construct = stack;
    for (const id of path.split("/")) {
      const known = element.node.children.find(({ node }) => node.id === id);
      element = known instanceof Construct ? known : new Construct(element, id);
    }
    return ids.allocate(stack, element);
  });
}

describe("LogicalIds", () => {
  it("joins the path below the stack with underscores", () => {
    expect(idsOf("network/app/subnet-a", "network", "network/app")).toEqual([
      "network_app_subnet-a",
      "network",
      "network_app",
    ]);
  });

  it("gives the same element the same id again", () => {
    expect(idsOf("a/b", "a/b")).toEqual(["a_b", "a_b"]);
  });

  it("does not depend on neighbours", () => {
    expect(idsOf("a/x", "a/y")[1]).toBe(idsOf("a/y")[0]);
  });

  it("refuses two paths with the same name", () => {
    expect(() => idsOf("a/b_c", "a_b/c")).toThrow(
      "a_b/c: would have the same Terraform name as a/b_c, got a_b_c; rename one of the two constructs",
    );
  });

  it("refuses characters that cdktf would strip silently", () => {
    expect(() => idsOf("web/a.b")).toThrow(
      "web/a.b: ids of constructs are made of letters, digits, - and _, got a.b; rename the construct",
    );
  });

  it("refuses a name that does not start with a letter", () => {
    expect(() => idsOf("3-zones/a")).toThrow(
      "3-zones/a: a Terraform name starts with a letter or an underscore, got 3-zones_a; rename the outermost construct",
    );
  });
});
