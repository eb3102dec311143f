import type { Problem } from "../core/errors";

const APPLY_METHODS = ["immediate", "pending-reboot"] as const;

/** One parameter of a parameter group. */
export interface DatabaseParameter {
  /** Value as RDS takes it: a number, a word or a formula such as `{DBInstanceClassMemory*3/4}`. */
  readonly value: string;
  /** Whether a running database takes a change at once, or at its next reboot. */
  readonly apply: (typeof APPLY_METHODS)[number];
}

/** Parameters by name. */
export type DatabaseParameters = Readonly<Record<string, DatabaseParameter>>;

/** What an engine says about its parameters. */
export interface ParameterRules {
  /** Parameters that only a start of the database reads; RDS refuses to apply them at once. */
  readonly staticParameters: readonly string[];
  /** Parameters that a group cannot hold, with the reason. */
  readonly unavailableParameters: Readonly<Record<string, string>>;
}

/**
 * What RDS would refuse of a group's parameters.
 *
 * @param path - where the parameters stand
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
 */
export function parameterProblems(
  parameters: DatabaseParameters,
  { staticParameters, unavailableParameters }: ParameterRules,
  path: string,
): readonly Problem[] {
  return Object.entries(parameters).flatMap(([name, { value, apply }]): readonly Problem[] => {
    const place = `${path}.${name}`;
    const reason = unavailableParameters[name];
    if (reason !== undefined) {
      return [{ path: place, rule: `is no parameter to set: ${reason}`, got: value, fix: "remove it" }];
    }
    if (value === "") {
      return [{ path: place, rule: "has a value", got: value, fix: "set one, or remove the parameter" }];
    }
    if (!APPLY_METHODS.includes(apply)) {
      return [
        {
          path: `${place}.apply`,
          rule: `is ${APPLY_METHODS.join(" or ")}`,
          got: apply,
          fix: "choose one of them",
        },
      ];
    }
    return apply === "immediate" && staticParameters.includes(name)
      ? [
          {
            path: `${place}.apply`,
            rule: "is pending-reboot, as only a start of the database reads it",
            got: apply,
            fix: "set it to pending-reboot",
          },
        ]
      : [];
  });
}
