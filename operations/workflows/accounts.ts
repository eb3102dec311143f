import { type Problem, throwProblems } from "../../constructs/core/errors";
import { accountVariable } from "../../systems/environment";
import type { System } from "../../systems/system";

const ACCOUNT = /^\d{12}$/;

/**
 * The accounts among a repository's variables, as lines for the environment of later steps.
 *
 * Only names that belong to an environment pass, and only account ids, so that no variable of the repository can set
 * anything else for the steps that follow.
 *
 * @param json - all variables of the repository, as the `vars` context renders them
 * @throws ProblemsError when the text is no JSON object, or a value is no account id
 */
export function accountLines(
  json: string | undefined,
  systems: readonly Pick<System, "id" | "environments">[],
): readonly string[] {
  const variables = parse(json);
  const problems: Problem[] = [];
  const lines: string[] = [];
  for (const { id, environments } of systems) {
    for (const environment of Object.keys(environments)) {
      const name = accountVariable(id, environment);
      const value = variables[name];
      if (value === undefined) {
        continue; // The example account stands, and AWS's provider refuses to work in it.
      }
      if (typeof value !== "string" || !ACCOUNT.test(value)) {
        problems.push({
          path: `variable ${name} of the repository`,
          rule: "must be a 12-digit AWS account id",
          got: value,
          fix: "correct it in the settings of the repository, under Variables",
        });
        continue;
      }
      lines.push(`${name}=${value}`);
    }
  }
  throwProblems(problems);
  return lines;
}

function parse(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? "");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Reported below, with what is wrong instead of where the parser stopped.
  }
  throwProblems([
    {
      path: "VARIABLES",
      rule: "must be the repository's variables as a JSON object",
      got: json,
      fix: "set it to ${{ toJSON(vars) }}",
    },
  ]);
  return {};
}
