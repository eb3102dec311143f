import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { type DatabaseParameters, parameterProblems } from "./database-parameter";
import type { RdsEngine } from "./rds-engine";

/** Values of an {@link RdsParameterGroup}. */
export interface RdsParameterGroupProps {
  /** Name of the group: lower-case letters, digits and hyphens. A change replaces it. */
  readonly name: string;
  /** What it is for. A change replaces the group. */
  readonly description: string;
  /** Engine that decides the family and what can be set. */
  readonly engine: RdsEngine;
  /** Parameters by name; without any the group is there to take them later without a restart. */
  readonly parameters: DatabaseParameters;
}

/**
 * The parameters of an instance and its replicas.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
 */
export class RdsParameterGroup extends Construct {
  /** Name of the group. */
  public readonly name: string;
  /** Parameters by name. */
  public readonly parameters: DatabaseParameters;

  /** @throws ProblemsError with every parameter that RDS would refuse */
  public constructor(scope: Construct, id: string, props: RdsParameterGroupProps) {
    super(scope, id);
    const { name, description, engine, parameters } = props;
    const { path } = this.node;
    throwProblems(parameterProblems(parameters, engine, path));
    const entries = Object.entries(parameters);

    const group = new DbParameterGroup(this, "group", {
      name: checkedName("aws_db_parameter_group", name, path),
      family: engine.parameterGroupFamily,
      description,
      ...(entries.length === 0
        ? {}
        : {
            parameter: entries.map(([parameter, { value, apply }]) => ({
              name: parameter,
              value,
              applyMethod: apply,
            })),
          }),
    });
    this.name = group.name;
    this.parameters = parameters;
  }
}
