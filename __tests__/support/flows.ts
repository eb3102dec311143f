import type { Documents } from "../../operations/flows/documents";
import { synthesizedDocuments } from "../../operations/flows/synthesized";
import { systemFlows } from "../../operations/flows/system-flows";
import { type FlowVerdict, judgeFlows } from "../../operations/flows/verdict";
import type { Flow } from "../../systems/flows";
import type { SystemId } from "../../systems/registry";

type Attributes = Record<string, unknown>;
type Blocks = Record<string, Record<string, Attributes>>;

/** The workspaces of one environment, to be changed by a test. */
export type Changeable = Record<string, { resource: Blocks; data: Blocks }>;

/** One environment of a system, of which tests break copies. */
export interface Stage {
  readonly documents: Documents;
  readonly flows: readonly Flow[];
}

/** Synthesizes an environment and reads what it states of one of its environments. */
export async function stageOf(system: SystemId, environment: string): Promise<Stage> {
  const { flowsOf } = await systemFlows(system, {});
  const { [environment]: documents = {} } = await synthesizedDocuments(system, [environment], {});
  return { documents, flows: flowsOf(environment) };
}

/** What the proof says of a copy that a test has changed. */
export function afterChange({ documents, flows }: Stage, change: (copy: Changeable) => void): FlowVerdict {
  const copy = structuredClone(documents);
  change(copy as unknown as Changeable);
  return judgeFlows(copy, flows);
}

/** Every gap as `address: why`, each once. */
export function gapsOf({ proofs }: FlowVerdict): string[] {
  return [...new Set(proofs.flatMap(({ gaps }) => gaps.map(({ address, why }) => `${address}: ${why}`)))];
}

/** Every excess as `address what`. */
export function excessOf({ excess }: FlowVerdict): string[] {
  return excess.map(({ address, what }) => `${address} ${what}`);
}

/** Everything that cannot be told, as `address: why`. */
export function untoldOf({ cannotTell }: FlowVerdict): string[] {
  return cannotTell.map(({ address, why }) => `${address}: ${why}`);
}

type ChangeStatement = (statement: Record<string, unknown>) => void;

/** Changes one statement of a policy that is written as JSON. */
export function changePolicy(attributes: Attributes, sid: string, change: ChangeStatement): void {
  changeJson(attributes, "policy", (statements) => {
    change(statements.find((statement) => statement["Sid"] === sid)!);
  });
}

/** Changes the first statement of a role's trust policy. */
export function changeTrust(attributes: Attributes, change: ChangeStatement): void {
  changeJson(attributes, "assume_role_policy", ([first]) => {
    change(first!);
  });
}

function changeJson(
  attributes: Attributes,
  name: string,
  change: (statements: Record<string, unknown>[]) => void,
): void {
  const policy = JSON.parse(attributes[name] as string) as { Statement: Record<string, unknown>[] };
  change(policy.Statement);
  attributes[name] = JSON.stringify(policy);
}
