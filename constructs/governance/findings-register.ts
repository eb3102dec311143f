import type { Problem } from "../core/errors";
import { type FindingPattern, type FindingSeverity, SEVERITIES } from "./finding-severity";

/** What was decided about findings of one control. */
export interface RegisteredFinding {
  /** Id of the control that found it: `EC2.19`. */
  readonly control: string;
  /** Severity that Security Hub gives it. */
  readonly severity: FindingSeverity;
  /** What becomes of it. */
  readonly pattern: FindingPattern;
  /** Environments whose findings it is about. */
  readonly environments: readonly string[];
  /** ARN of the resource, or that the whole control does not hold in those environments, which pattern B alone says. */
  readonly resource: { readonly arn: string } | "whole-control";
  /** Why, as a sentence for whoever audits it. */
  readonly reason: string;
  /** Who answers for it: a team or a role. */
  readonly owner: string;
  /**
   * What stands in for the mending, of pattern C.
   *
   * @default - nothing
   */
  readonly measure?: string;
  /**
   * Day by which it is mended (A, D) or by which the measure is carried out (C), or last day on which the exception
   * counts (B): `2027-06-30`. From the day after, the build fails.
   *
   * @default - patterns B and E alone: it counts as long as it stands
   */
  readonly due?: string;
}

/** Decisions by a name that the automation rules bear. */
export type FindingsRegister = Readonly<Record<string, RegisteredFinding>>;

const CONTROL = /^[A-Za-z0-9]+\.\d+$/;
const NEEDS_DAY: readonly FindingPattern[] = ["A", "C", "D"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The environments that a register may speak of. */
export interface RegisterScope {
  /** All of them. */
  readonly environments: readonly string[];
  /** Those that take the patterns A to C alone: what is less than HIGH is not worked on there. */
  readonly reduced: readonly string[];
}

/**
 * What is wrong with a register: a decision without its reason, one whose day is past, one that its severity does not
 * allow.
 *
 * @param today - the day of the build: `2027-01-31`
 */
export function registerProblems(
  register: FindingsRegister,
  scope: RegisterScope,
  today: string,
  path: string,
): readonly Problem[] {
  return Object.entries(register).flatMap(([name, finding]) => {
    const where = `${path}.${name}`;
    return [
      ...textProblems(finding, where),
      ...patternProblems(finding, scope, where),
      ...dayProblems(finding, today, where),
    ];
  });
}

function textProblems({ control, reason, owner }: RegisteredFinding, path: string): readonly Problem[] {
  return [
    ...(CONTROL.test(control)
      ? []
      : [
          {
            path: `${path}.control`,
            rule: "is the id of a control",
            got: control,
            fix: "write it like EC2.19",
          },
        ]),
    ...Object.entries({ reason, owner })
      .filter(([, text]) => text.trim() === "")
      .map(([key, got]) => ({
        path: `${path}.${key}`,
        rule: "is stated",
        got,
        fix: key === "reason" ? "say why, for whoever audits it" : "name the team that answers for it",
      })),
  ];
}

function patternProblems(
  { severity, pattern, environments, resource, measure }: RegisteredFinding,
  scope: RegisterScope,
  path: string,
): readonly Problem[] {
  const { patterns } = SEVERITIES[severity];
  const unknown = environments.filter((environment) => !scope.environments.includes(environment));
  const reduced = environments.filter((environment) => scope.reduced.includes(environment));
  return [
    ...(patterns.includes(pattern)
      ? []
      : [
          {
            path: `${path}.pattern`,
            rule: `a finding of severity ${severity} has pattern ${patterns.join(", ")}`,
            got: pattern,
            fix: "choose one of them, or correct the severity",
          },
        ]),
    ...(environments.length === 0
      ? [{ path: `${path}.environments`, rule: "are at least one", got: "none", fix: "name them" }]
      : unknown.map((got) => ({
          path: `${path}.environments`,
          rule: "are environments of the system",
          got,
          fix: `choose among ${scope.environments.join(", ")}`,
        }))),
    ...(pattern === "D" || pattern === "E"
      ? reduced.map((got) => ({
          path: `${path}.environments`,
          rule: `patterns D and E are worked on in other environments than ${scope.reduced.join(", ")}`,
          got,
          fix: "leave the environment out",
        }))
      : []),
    ...(resource === "whole-control" && pattern !== "B"
      ? [
          {
            path: `${path}.resource`,
            rule: "a whole control is given up by pattern B alone",
            got: `pattern ${pattern}`,
            fix: "name the resource, or decide for pattern B",
          },
        ]
      : []),
    ...(pattern === "C" && (measure ?? "").trim() === ""
      ? [
          {
            path: `${path}.measure`,
            rule: "pattern C has a measure that stands in for the mending",
            got: measure,
            fix: "state it",
          },
        ]
      : []),
  ];
}

function dayProblems({ pattern, due }: RegisteredFinding, today: string, path: string): readonly Problem[] {
  const where = `${path}.due`;
  if (due === undefined) {
    return NEEDS_DAY.includes(pattern)
      ? [
          {
            path: where,
            rule: `pattern ${pattern} has a deadline`,
            got: due,
            fix: "write it like 2027-06-30",
          },
        ]
      : [];
  }
  if (!isDay(due)) {
    return [{ path: where, rule: "is a day of the calendar", got: due, fix: "write it like 2027-06-30" }];
  }
  return due < today
    ? [
        {
          path: where,
          rule: "has not passed",
          got: due,
          fix: "mend the finding and drop the entry, or decide anew and say why",
        },
      ]
    : [];
}

/** Dates roll over, so that the 31st of February reads as another. */
function isDay(text: string): boolean {
  const time = Date.parse(text);
  return DAY.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Controls that do not hold in an environment at all, sorted. */
export function disabledControls(register: FindingsRegister, environment: string): readonly string[] {
  return [
    ...new Set(
      Object.values(register)
        .filter(
          ({ pattern, resource, environments }) =>
            pattern === "B" && resource === "whole-control" && environments.includes(environment),
        )
        .map(({ control }) => control),
    ),
  ].sort();
}
