import type { Rehearsal } from "../../operations/rehearsal/run";

/** A state as Terraform writes it, as far as tests read it. */
interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Fails unless these stacks, and no others, went through all phases without a fault. */
export function expectRehearsed(rehearsal: Rehearsal, stacks: readonly string[]): void {
  const failed = rehearsal.stacks.flatMap(({ name, phases }) =>
    phases.filter(({ ok }) => !ok).map((phase) => ({ name, ...phase })),
  );
  expect(failed).toEqual([]);
  expect(rehearsal.ok).toBe(true);
  expect(rehearsal.stacks.map(({ name }) => name).sort()).toEqual([...stacks].sort());
  for (const { phases } of rehearsal.stacks) {
    expect(phases.map(({ phase }) => phase)).toEqual([
      "init",
      "validate",
      "plan",
      "apply",
      "re-plan",
      "destroy",
    ]);
  }
}

/** Values of an attribute of all resources of a type in a state. */
export function valuesOf(state: string, type: string, attribute: string): unknown[] {
  return (JSON.parse(state) as State).resources
    .filter((resource) => resource.type === type)
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes[attribute]));
}
