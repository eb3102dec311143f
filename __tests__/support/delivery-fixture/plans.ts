import { type StackPlan, STACK_PLAN_VERSION } from "../../../operations/delivery/plan/stack-plan";
import type {
  TerraformPlan,
  TerraformResourceChange,
} from "../../../operations/delivery/plan/terraform-plan";
import type { SynthesizedStack, WorkspaceJson } from "../../../operations/delivery/workspace";

/** A stack as if it had been synthesized. */
export function stackOf(
  name: string,
  json: WorkspaceJson = {},
  rest: Partial<SynthesizedStack> = {},
): SynthesizedStack {
  const [layer = name, environment = "dev"] = name.split("-");
  return {
    name,
    layer,
    environment,
    system: "example",
    dependencies: [],
    workspace: `cdktf.out/stacks/${name}`,
    workspaceFile: `cdktf.out/stacks/${name}/cdk.tf.json`,
    stateId: `s3:bucket:example/${environment}/${layer}/terraform.tfstate`,
    files: new Map(),
    json,
    ...rest,
  };
}

/** The remote-state block by which a stack reads another one. */
export function remoteState(layer: string, environment = "dev"): Readonly<Record<string, unknown>> {
  return {
    terraform_remote_state: {
      [layer]: {
        backend: "s3",
        config: { bucket: "bucket", key: `example/${environment}/${layer}/terraform.tfstate` },
      },
    },
  };
}

/** The plan of a stack, for reports and comparisons. */
export function planOf(stack: string, rest: Partial<StackPlan> = {}): StackPlan {
  return {
    version: STACK_PLAN_VERSION,
    system: "example",
    environment: stack.slice(stack.lastIndexOf("-") + 1),
    stack,
    status: "planned",
    after: [],
    dependencies: [],
    consumes: [],
    changes: [],
    outputs: [],
    unchanged: 0,
    drifted: [],
    ...rest,
  };
}

/** A resource of Terraform's JSON plan. */
export function resourceChange(
  address: string,
  change: Partial<TerraformResourceChange["change"]>,
  rest: Partial<TerraformResourceChange> = {},
): TerraformResourceChange {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    change: {
      actions: ["update"],
      before: null,
      after: null,
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: false,
      ...change,
    },
    ...rest,
  };
}

/** Terraform's JSON plan. */
export function terraformPlan(...changes: TerraformResourceChange[]): TerraformPlan {
  return { format_version: "1.2", errored: false, resource_changes: changes };
}
