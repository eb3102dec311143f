import { isReference, valueAt, type Workspace } from "./workspace";

/** How cdktf reads an output of another stack. */
const FROM_OTHER_STACK =
  /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-([^.]+)\.outputs\.([^.}]+)\}$/;

/** A value with the workspace that states it. */
export interface Origin {
  /** The value as it stands there: literal, or a reference within that workspace. */
  readonly value: unknown;
  /** The workspace. */
  readonly workspace: Workspace;
}

/** All workspaces of one environment, through which a value can be followed to the one that states it. */
export class EnvironmentWorkspaces {
  /** @param byStackId - the workspaces by the ids of their stacks: `network-prod` */
  public constructor(private readonly byStackId: ReadonlyMap<string, Workspace>) {}

  /** The workspaces, in their order. */
  public get workspaces(): readonly Workspace[] {
    return [...this.byStackId.values()];
  }

  /** Where a value of a workspace comes from: the workspace itself, or another one whose output it reads. */
  public originOf(value: unknown, workspace: Workspace): Origin {
    const [, stackId = "", output] = isReference(value) ? (FROM_OTHER_STACK.exec(value) ?? []) : [];
    const other = this.byStackId.get(stackId);
    return other && output !== undefined
      ? this.originOf(valueAt(other.document.output ?? {}, `${output}.value`), other)
      : { value, workspace };
  }
}
