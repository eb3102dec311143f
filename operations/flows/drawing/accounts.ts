import type { End, Flow } from "../../../systems/flows";
import type { FlowVerdict } from "../verdict";
import { idOf, isDrawn, knownParts, verbsOf, wayOf } from "./environment";
import { drawn, type Picture, type Placed, type Stroke } from "./picture";

const OUTSIDE = "Outside";
const STORES: readonly End["kind"][] = ["bucket", "table", "queue", "vault"];

/**
 * Draws how accounts meet: flows from one to another, or to the internet, each account a box.
 *
 * @param verdicts - of every environment, by its name
 * @param boxes - titles of boxes that several environments share, as the same is true of each
 */
export function accountsPicture(
  verdicts: Readonly<Record<string, FlowVerdict>>,
  system: string,
  boxes: Readonly<Record<string, string>>,
): Picture {
  const titleOf = (environment: string): string => boxes[environment] ?? environment;
  const strokes = Object.entries(verdicts).flatMap(([environment, verdict]) => {
    const known = [...knownParts(verdict, system, environment), `${system}-`];
    return verdict.proofs
      .filter(({ flow, gaps }) => gaps.length === 0 && crosses(flow))
      .map(({ flow }): Stroke => ({
        from: placed(flow.from, environment, titleOf, known),
        to: placed(flow.to, environment, titleOf, known),
        way: wayOf(flow),
        verbs: verbsOf(flow),
      }));
  });
  return drawn(
    strokes.filter(({ from, to }) => from.box !== to.box),
    { first: ["Account identity"], last: [OUTSIDE] },
  );
}

/** Whether one end is in another account, or an attached network goes to the internet. */
function crosses(flow: Flow): boolean {
  const { from, to } = flow;
  return (
    (isDrawn(flow) || (to.kind === "elsewhere" && to.of === "role")) &&
    ([from, to].some(({ kind }) => kind === "elsewhere" || kind === "other-account") ||
      from.kind === "network")
  );
}

function placed(
  end: End,
  environment: string,
  titleOf: (environment: string) => string,
  known: readonly string[],
): Placed {
  const isElsewhere = end.kind === "elsewhere" || end.kind === "other-account" || end.kind === "network";
  const box = end.kind === "internet" ? OUTSIDE : titleOf(isElsewhere ? end.name : environment);
  const kind = end.kind === "elsewhere" ? end.of : end.kind;
  const text = known
    .reduce((rest, part) => rest.replace(part, ""), labelOf(end))
    .replace(/-\d{12}-[a-z0-9-]+$/, "");
  return {
    // Who may switch to which role, and which service writes to which bucket, are questions for the table.
    id: idOf(`${box} ${["role", "group", "bucket", "aws"].includes(kind) ? kind : text}`),
    lines: [text],
    shape: end.kind === "internet" ? "person" : STORES.includes(kind) ? "store" : "box",
    box: box === OUTSIDE ? box : `Account ${box}`,
  };
}

function labelOf(end: End): string {
  switch (end.kind) {
    case "elsewhere":
      return `${end.of} ${end.resource}`;
    case "other-account":
    case "account":
      return "the account";
    case "network":
      return "its network";
    case "aws":
    case "internet":
    case "class":
      return end.name;
    default:
      return `${end.kind} ${end.name}`;
  }
}
