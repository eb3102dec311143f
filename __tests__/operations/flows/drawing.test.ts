import { mermaidOf } from "../../../operations/flows/drawing/mermaid";
import { drawn, type Placed, type Stroke } from "../../../operations/flows/drawing/picture";
import { dotOf } from "../../../operations/flows/drawing/svg";

const node = (id: string, box: string, shape: Placed["shape"] = "box"): Placed => ({
  id,
  box,
  shape,
  lines: [id],
});
const stroke = (from: Placed, to: Placed, way = "443", verbs: readonly string[] = []): Stroke => ({
  from,
  to,
  way,
  verbs,
});
const ORDER = { first: ["Outside"], last: ["AWS services"] };

const API = node("api", "App");
const WORKER = node("worker", "App");
const BATCH = node("batch", "App");
const SOURCE = node("source", "Outside", "person");

describe("a picture", () => {
  it("has one node for those of a box with the same neighbours, and one arrow", () => {
    const replicas = ["one", "two"].map((id) => node(id, "Data", "store"));
    const { boxes, arrows } = drawn(
      replicas.map((replica) => stroke(API, replica, "5432")),
      ORDER,
    );
    expect(boxes.map(({ title, nodes }) => [title, nodes.map(({ lines }) => lines)])).toEqual([
      ["App", [["api"]]],
      ["Data", [["one", "two"]]],
    ]);
    expect(arrows).toEqual([{ from: "api", to: "one", label: "5432" }]);
  });

  it("keeps apart what is reached in other ways, or keeps no data", () => {
    const { boxes } = drawn(
      [
        stroke(API, node("one", "Data", "store"), "5432"),
        stroke(API, node("two", "Data", "store"), "3306"),
        stroke(API, node("three", "Data"), "5432"),
      ],
      ORDER,
    );
    expect(boxes.at(-1)!.nodes.map(({ id }) => id)).toEqual(["one", "two", "three"]);
  });

  it("calls by one arrow what three of a box call, but shows who reaches data", () => {
    const logs = node("logs", "AWS services");
    const rows = node("rows", "Data", "store");
    const apart = [API, WORKER, BATCH].map((from) => stroke(SOURCE, from, from.id));
    const calls = [API, WORKER, BATCH].flatMap((from) => [stroke(from, logs), stroke(from, rows, "5432")]);
    const { arrows } = drawn([...apart, ...calls], ORDER);
    expect(arrows.filter(({ to }) => to === "logs")).toEqual([
      { from: "several_App", to: "logs", label: "443" },
    ]);
    expect(arrows.filter(({ to }) => to === "rows").map(({ from }) => from)).toEqual([
      "api",
      "worker",
      "batch",
    ]);
  });

  it("says ways before verbs, of which two are enough", () => {
    const label = (...strokes: readonly Stroke[]): string | undefined =>
      drawn(strokes, ORDER).arrows[0]?.label;
    const rows = node("rows", "Data", "store");
    expect(label(stroke(API, rows, "443 gateway-endpoint", ["GetObject"]))).toBe("443 gateway-endpoint");
    expect(label(stroke(API, rows, "", ["Get", "Put", "List", "Delete"]))).toBe("Get, Put, 2 more");
    expect(label(stroke(API, rows, ""))).toBe("shows");
  });

  it("has its boxes from the outside inwards, and its lines in both languages", () => {
    const services = node("logs", "AWS services");
    const picture = drawn(
      [stroke(API, { ...services, lines: ["ECR", "logs"] }), stroke(SOURCE, API, "80")],
      ORDER,
    );
    expect(picture.boxes.map(({ title }) => title)).toEqual(["Outside", "App", "AWS services"]);
    expect(mermaidOf(picture)).toContain('logs["ECR<br/>logs"]');
    expect(dotOf(picture)).toContain('logs [label="ECR\\nlogs"');
  });
});
