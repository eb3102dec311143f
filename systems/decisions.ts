import type { Problem } from "../constructs/core/errors";

/** One row of a decision table: in this situation, that. */
export interface DecisionRule<Traits, Option extends string> {
  /** The situation, as a clause that follows "when". */
  readonly situation: string;
  /** Whether the traits are in it; what earlier decisions of the table use is known. */
  readonly applies: (traits: Traits, uses: Readonly<Record<string, string>>) => boolean;
  /** What the table recommends there. */
  readonly use: Option;
  /** Why, as a clause. */
  readonly because: string;
}

/** What is never built, and what to do instead. */
export interface RuledOut {
  /** Why, as a clause. */
  readonly because: string;
  /** What to do instead, as an imperative clause. */
  readonly instead: string;
}

/** A question that the traits of a workload answer. */
export interface Decision<Traits, Option extends string = string> {
  /** Key under which another choice is stated. */
  readonly key: string;
  /** What is asked. */
  readonly question: string;
  /** Chapter of the guideline that answers it. */
  readonly place: string;
  /** The layer that carries the note of another choice, where the environment has it. */
  readonly layer: string;
  /** The rows, of which the first that applies counts; the last one always applies. */
  readonly rules: readonly [...DecisionRule<Traits, Option>[], DecisionRule<Traits, Option>];
  /**
   * What may be chosen otherwise with a reason: the condition that must hold as well, as a clause that begins with
   * "only", or nothing when it holds.
   */
  readonly alternatives: Readonly<
    Partial<Record<Option, (traits: Traits, uses: Readonly<Record<string, string>>) => string | undefined>>
  >;
  /** What is refused whatever the reason, by name. */
  readonly ruledOut: Readonly<Record<string, RuledOut>>;
}

/** Another choice than the recommended one. */
export interface Choice<Option extends string = string> {
  /** What is used. */
  readonly use: Option;
  /** Why, as a sentence for whoever reviews it. */
  readonly because: string;
}

/** What came of a decision. */
export interface Decided {
  /** Key of the decision. */
  readonly key: string;
  /** What was asked. */
  readonly question: string;
  /** Chapter of the guideline. */
  readonly place: string;
  /** The layer that carries the note. */
  readonly layer: string;
  /** What is used. */
  readonly use: string;
  /** What the table recommends. */
  readonly recommended: string;
  /** The situation in which it does. */
  readonly situation: string;
  /** Why it does. */
  readonly because: string;
  /** Why something else is used; undefined where the recommendation is followed. */
  readonly otherwiseBecause?: string | undefined;
}

type Choices = Readonly<Partial<Record<string, Choice>>>;

/** Goes through a table: each decision knows what those before it use. Another choice is taken as it stands. */
export function decideAll<Traits>(
  table: readonly Decision<Traits>[],
  traits: Traits,
  choices: Choices,
): readonly Decided[] {
  const uses: Record<string, string> = {};
  return table.map(({ key, question, place, layer, rules }) => {
    const { use, situation, because } = recommendation(rules, traits, uses);
    const choice = choices[key];
    uses[key] = choice?.use ?? use;
    return {
      key,
      question,
      place,
      layer,
      use: choice?.use ?? use,
      recommended: use,
      situation,
      because,
      ...(choice === undefined ? {} : { otherwiseBecause: choice.because }),
    };
  });
}

/**
 * What is wrong with the choices for some traits: an unknown decision or option, one that is ruled out, one whose
 * condition does not hold, one without a reason, and one that is recommended anyway.
 *
 * @param path - where traits and choices stand: `enterprise.dev.workload.decisions`
 */
export function choiceProblems<Traits>(
  table: readonly Decision<Traits>[],
  traits: Traits,
  choices: Choices,
  path: string,
): readonly Problem[] {
  const uses: Record<string, string> = {};
  const keys = table.map(({ key }) => key);
  return [
    ...Object.keys(choices)
      .filter((key) => !keys.includes(key))
      .map((key) => ({
        path: `${path}.choices.${key}`,
        rule: "is no decision of the table",
        got: key,
        fix: `choose among ${keys.join(", ")}`,
      })),
    ...table.flatMap((decision) => {
      const recommended = recommendation(decision.rules, traits, uses).use;
      const choice = choices[decision.key];
      const before = { ...uses };
      uses[decision.key] = choice?.use ?? recommended;
      return choice === undefined
        ? recommendedProblems(decision, recommended, path)
        : problemsOfChoice(decision, traits, before, recommended, choice, `${path}.choices.${decision.key}`);
    }),
  ];
}

function recommendation<Traits, Option extends string>(
  rules: Decision<Traits, Option>["rules"],
  traits: Traits,
  uses: Readonly<Record<string, string>>,
): DecisionRule<Traits, Option> {
  // From the last to the first, so that the first that applies is what remains.
  return rules.reduceRight((chosen, rule) => (rule.applies(traits, uses) ? rule : chosen));
}

/** A table may recommend what nobody has built. */
function recommendedProblems<Traits>(
  { key, question, ruledOut }: Decision<Traits>,
  use: string,
  path: string,
): readonly Problem[] {
  const out = ruledOut[use];
  return out
    ? [
        {
          path: `${path}.traits`,
          rule: `${question}: ${out.because}`,
          got: `${key} ${use}`,
          fix: out.instead,
        },
      ]
    : [];
}

function problemsOfChoice<Traits>(
  { question, alternatives, ruledOut, rules }: Decision<Traits>,
  traits: Traits,
  uses: Readonly<Record<string, string>>,
  recommended: string,
  { use, because }: Choice,
  path: string,
): readonly Problem[] {
  const out = ruledOut[use];
  if (out) {
    return [{ path: `${path}.use`, rule: `${question}: ${out.because}`, got: use, fix: out.instead }];
  }
  if (use === recommended) {
    return [
      {
        path,
        rule: "states what is chosen otherwise alone",
        got: `${use}, which is recommended`,
        fix: "leave it out",
      },
    ];
  }
  const condition = alternatives[use];
  if (condition === undefined) {
    const options = [...new Set([...rules.map((rule) => rule.use), ...Object.keys(alternatives)])];
    return [
      {
        path: `${path}.use`,
        rule: `${question}: must be an option of the table`,
        got: use,
        fix: `choose among ${options.filter((option) => !ruledOut[option]).join(", ")}`,
      },
    ];
  }
  const broken = condition(traits, uses);
  return [
    ...(broken === undefined
      ? []
      : [{ path: `${path}.use`, rule: broken, got: use, fix: `use ${recommended}, or correct the traits` }]),
    ...(/\S/.test(because)
      ? []
      : [
          {
            path: `${path}.because`,
            rule: `needs a reason, as ${recommended} is recommended`,
            got: because,
            fix: "say why as a sentence, or leave the choice out",
          },
        ]),
  ];
}
