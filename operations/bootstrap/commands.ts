import type { Environment } from "../../constructs/core/environment";
import { ProblemsError, StrataError } from "../../constructs/core/errors";
import { explainStateError, plainText } from "../state/explain";
import type { Terraform, TerraformResult } from "../terraform/run";
import { explainCreation } from "./explain-creation";

/** What the commands of one bootstrap share. */
export interface CommandContext {
  /** The environment whose remote state is made. */
  readonly environment: Environment;
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Runs Terraform. */
  readonly terraform: Terraform;
}

/** Runs the Terraform commands of a bootstrap and turns their failures into something that a person can act on. */
export class Commands {
  public constructor(private readonly context: CommandContext) {}

  /** Runs a command that must succeed; an exit code among `accepted` is a success, too. */
  public async run(
    directory: string,
    command: readonly string[],
    options: { readonly output?: "capture" | "show"; readonly accepted?: readonly number[] } = {},
  ): Promise<TerraformResult> {
    const { output = "capture", accepted = [0] } = options;
    const result = await this.attempt(directory, command, output);
    if (!accepted.includes(result.exitCode)) {
      throw this.failure(directory, command, result);
    }
    return result;
  }

  /** Runs a command, whatever comes of it. */
  public attempt(
    directory: string,
    command: readonly string[],
    output: "capture" | "show" = "capture",
  ): Promise<TerraformResult> {
    const { terraform, variables } = this.context;
    return terraform(command, { directory, variables, output });
  }

  /** Why a command failed: in our words where we know, else in Terraform's. */
  public failure(directory: string, command: readonly string[], { stdout, stderr }: TerraformResult): Error {
    const { environment } = this.context;
    const text = `${stdout}${stderr}`;
    const problem =
      explainStateError(text, { environment, directory }) ?? explainCreation(plainText(text), environment);
    return problem
      ? new ProblemsError([problem])
      : new StrataError(
          `terraform ${command.join(" ")} in ${directory} failed; run the bootstrap again to go on\n${stderr}`,
        );
  }
}
