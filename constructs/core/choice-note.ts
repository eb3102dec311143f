import type { IConstruct } from "constructs";

/** That something else is used than a system's guideline recommends, and why. */
export interface ChoiceNote {
  /** Key of the decision: `compute`. */
  readonly decision: string;
  /** What is used. */
  readonly use: string;
  /** What the guideline recommends. */
  readonly recommended: string;
  /** Why something else is used, as a sentence. */
  readonly because: string;
}

const METADATA = "strata:choice";

/** Leaves the note at a construct. It appears in the Terraform JSON of its workspace, beside what Terraform reads. */
export function noteChoice(scope: IConstruct, note: ChoiceNote): void {
  scope.node.addMetadata(METADATA, note);
}

/** The notes that stand at a construct and below it. */
export function choiceNotesOf(root: IConstruct): readonly ChoiceNote[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === METADATA).map(({ data }) => data as ChoiceNote),
    );
}
