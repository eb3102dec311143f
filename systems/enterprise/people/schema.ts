import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { countShape } from "../../shapes";
import type { Organization } from "../organization/config";
import type { PeopleConfig } from "./config";

const text = z.string("must be a text; write it in quotes");
const role = z.strictObject({ accounts: z.array(text), sessionHours: countShape });

/** Shape of a {@link PeopleConfig}; messages are `rule; remedy`. */
export const peopleShape = z.strictObject({
  roles: z.strictObject({
    admin: role,
    developer: role,
    operator: role,
    readonly: role,
    auditor: role,
  }),
  groups: z.record(z.string(), z.strictObject({ roles: z.record(z.string(), z.array(text)) })),
  users: z.record(z.string(), z.strictObject({ groups: z.array(text) })),
});

/** What must fit together in the values of the people. */
export function peopleProblems(
  _people: PeopleConfig,
  _organization: Organization,
  _path: string,
): readonly Problem[] {
  return [];
}
