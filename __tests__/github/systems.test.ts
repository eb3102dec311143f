import type { GithubConfig } from "../../constructs/identity/github-config";
import { bucketNames, resourceNames } from "../../constructs/identity/github-deploy-policies";
import { roleBoundaryArn } from "../../constructs/identity/github-names";
import { layerOf, layersByHand } from "../../operations/workflows/targets";
import { loadSystem, SYSTEM_IDS } from "../../systems/registry";
import type { SystemConfig } from "../../systems/system";
import { validConfigs } from "../../systems/validation";
import { statements } from "../support/policies";
import type { Workspace } from "../support/synthesis";
import { synthesizeSystem } from "../support/system";

const GRANTED_APART = ["iam", "s3", "sts"];

/** What a deployment by GitHub Actions could not make of a system, for environments whose config has `github`. */
async function findings(id: (typeof SYSTEM_IDS)[number]): Promise<readonly string[]> {
  const workspaces = await synthesizeSystem(id);
  return Object.entries(validConfigs(await loadSystem(id), {})).flatMap(([name, { environment, config }]) => {
    const { github } = config as SystemConfig & { readonly github?: GithubConfig };
    const deployed = Object.entries(workspaces).filter(
      ([stack]) => stack.endsWith(`-${name}`) && !layersByHand(github).includes(layerOf(stack, name)),
    );
    return github === undefined
      ? []
      : deployed.flatMap(([stack, workspace]) =>
          [
            ...unnamed(workspace, resourceNames(github, environment), bucketNames(github, environment)),
            ...unbounded(workspace, roleBoundaryArn(environment)),
            ...unlisted(workspace, github.services),
          ].map((finding) => `${stack}: ${finding}`),
        );
  });
}

function unnamed(
  workspace: Workspace,
  names: readonly string[],
  buckets: readonly string[],
): readonly string[] {
  const made = ["aws_iam_role", "aws_iam_policy", "aws_iam_instance_profile"].flatMap((type) =>
    Object.values(workspace.all(type)).map(({ name }) => name as string),
  );
  const madeBuckets = Object.values(workspace.all("aws_s3_bucket")).map(({ bucket }) => bucket as string);
  return [
    ...without(made, names).map((name) => `${name} is not among github.resourceNames`),
    ...without(madeBuckets, buckets).map((name) => `${name} is not among github.bucketNames`),
  ];
}

/** Those names that no known one covers. */
function without(names: readonly string[], known: readonly string[]): readonly string[] {
  return names.filter(
    (name) =>
      !known.some((each) => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each)),
  );
}

function unbounded(workspace: Workspace, boundary: string): readonly string[] {
  return Object.entries(workspace.all("aws_iam_role"))
    .filter(([, role]) => role["permissions_boundary"] !== boundary)
    .map(([role]) => `${role} has not the environment's boundary`);
}

function unlisted(workspace: Workspace, services: readonly string[]): readonly string[] {
  const used = Object.values(workspace.all("aws_iam_role_policy"))
    .flatMap(({ policy }) => statements(policy))
    .flatMap(({ Action }) => [Action].flat())
    .map((action) => action.split(":")[0]!);
  return [...new Set(used)]
    .filter((service) => !services.includes(service) && !GRANTED_APART.includes(service))
    .map((service) => `roles use ${service}, which is not among github.services`);
}

test.each(SYSTEM_IDS)(
  "%s: a deployment may make its roles and buckets, and its roles do what they need",
  async (id) => {
    await expect(findings(id)).resolves.toEqual([]);
  },
);
