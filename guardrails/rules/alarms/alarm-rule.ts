import { ALARM_GUARD_RAILS, type WatchedKind } from "../../../constructs/observability/no-alarms";
import type { EnvironmentWorkspaces, Origin } from "../../environment-workspaces";
import { cannotTell, type EnvironmentGuardRail, notCompliant } from "../../guard-rail";
import {
  type Attributes,
  blocks,
  isReference,
  type Resource,
  valueAt,
  type Workspace,
} from "../../workspace";

/** How the metrics of a kind of resource are told from those of others. */
export interface MetricIdentity {
  /** The kind, as the catalogue calls it. */
  readonly kind: WatchedKind;
  /** The kind as the subject of a sentence: `"A queue"`. */
  readonly subject: string;
  /** Terraform type of the resource. */
  readonly type: string;
  /** Namespace of its metrics. */
  readonly namespace: string;
  /** Dimensions that name it. */
  readonly dimensions: readonly string[];
  /** What the dimensions name when they name it by value: attributes, or paths of names through blocks. */
  readonly namedBy: readonly string[];
  /**
   * Whether a value names it that is none of these attributes.
   *
   * @default - none does
   */
  readonly alsoNamedBy?: (resource: Resource, value: string) => boolean;
  /**
   * Resources of the same workspace whose alarms are its own: the instances of a cluster.
   *
   * @default - none
   */
  readonly parts?: (resource: Resource, workspace: Workspace) => readonly Resource[];
  /**
   * Which resources of the type the catalogue knows.
   *
   * @default - all
   */
  readonly isKnown?: (attributes: Attributes) => boolean;
}

/** The rule that what the catalogue knows has an alarm, or a reason for none. */
export function alarmRule(identity: MetricIdentity): EnvironmentGuardRail {
  const { kind, subject, type, isKnown = () => true, parts = () => [] } = identity;
  return {
    id: ALARM_GUARD_RAILS[kind],
    title: `${subject} has alarms, or a reason for none`,
    why: "it would fail until somebody complains",
    fix: "watch it by the catalogue in the observability layer, or say withoutAlarms(…) beside it with the reason",
    controls: {},
    types: [type],
    check: (resource, workspace, environment) => {
      if (!isKnown(resource.attributes)) {
        return [];
      }
      const watched = watchedBy(identity, environment);
      const meant = [resource, ...parts(resource, workspace)];
      if (watched.some((origin) => meant.some((one) => names(origin, one, workspace, identity)))) {
        return [];
      }
      const unknown = watched.find(isUnknown);
      return unknown
        ? [cannotTell(`an alarm on ${String(unknown.value)}`)]
        : [notCompliant("no alarm in its environment")];
    },
  };
}

/** What the alarms of an environment watch of a kind: the values of its dimensions, where they come from. */
function watchedBy(
  { namespace, dimensions }: MetricIdentity,
  environment: EnvironmentWorkspaces,
): readonly Origin[] {
  return environment.workspaces.flatMap((workspace) =>
    workspace
      .all("aws_cloudwatch_metric_alarm")
      .flatMap(metricsOf)
      .filter((metric) => metric["namespace"] === namespace)
      .flatMap((metric) => dimensions.map((dimension) => valueAt(metric, `dimensions.${dimension}`)))
      .filter((value) => value !== undefined)
      .map((value) => environment.originOf(value, workspace)),
  );
}

function metricsOf({ attributes }: Resource): readonly Attributes[] {
  return [attributes, ...blocks(attributes, "metric_query").flatMap((query) => blocks(query, "metric"))];
}

function names(
  { value, workspace: stated }: Origin,
  resource: Resource,
  workspace: Workspace,
  { namedBy, alsoNamedBy = () => false }: MetricIdentity,
): boolean {
  if (isReference(value)) {
    return stated === workspace && stated.referredBy(value) === resource;
  }
  return (
    typeof value === "string" &&
    (namedBy.some((path) => valueAt(resource.attributes, path) === value) || alsoNamedBy(resource, value))
  );
}

/** Whether it is Terraform that decides what an alarm watches. */
function isUnknown({ value, workspace }: Origin): boolean {
  return isReference(value) && workspace.referredBy(value) === undefined;
}
