import { AwsProvider, type AwsProviderDefaultTags } from "@cdktf/provider-aws/lib/provider";
import type { App } from "cdktf";
import type { Environment } from "../../constructs/core/environment";
import { refuse } from "../../constructs/core/errors";
import { WorkspaceStack } from "../../stacks/workspace-stack";

/** Tag by which costs are seen by what something does in a system. */
const FUNCTION_TAG = "Function";

/** What each layer does in its system. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  governance: [
    "access",
    "auditors",
    "baseline",
    "billing",
    "detection",
    "findings",
    "github",
    "log-archive",
    "organization",
    "people",
    "security-hub",
    "standards",
    "state",
    "trail",
    "watch",
  ],
  network: ["hub", "network", "routing"],
  data: ["backup", "database", "storage"],
  frontend: ["edge"],
  api: ["api", "function", "identity", "ingress"],
  backend: ["packages", "registry", "service"],
  batch: ["jobs", "messaging"],
  operation: ["bastion", "health-check", "observability"],
};

/**
 * Gives everything of an account the tag of what its layer does, which its cost is seen by.
 *
 * @throws ProblemsError when nobody has said what a layer does
 */
export function nameFunctions(app: App, { name }: Environment): void {
  for (const stack of app.node.children) {
    if (stack instanceof WorkspaceStack && stack.environment.name === name) {
      for (const provider of stack.node.children.filter((child) => child instanceof AwsProvider)) {
        const [tags] = provider.defaultTagsInput as AwsProviderDefaultTags[];
        provider.defaultTags = [{ tags: { ...tags?.tags, [FUNCTION_TAG]: functionOf(stack.node.id, name) } }];
      }
    }
  }
}

function functionOf(stackId: string, environment: string): string {
  const layer = stackId.slice(0, -`-${environment}`.length);
  return (
    Object.keys(LAYERS).find((key) => LAYERS[key]?.includes(layer)) ??
    refuse({
      path: stackId,
      rule: "is a layer of which is known what it does in the system",
      got: layer,
      fix: "name it among the layers of systems/enterprise/functions.ts",
    })
  );
}
