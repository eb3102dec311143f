import type { App } from "cdktf";
import { CostAllocationTags } from "../constructs/governance/cost-allocation-tags";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link BillingStack}. */
export interface BillingStackProps extends PlatformStackProps {
  /** Keys of the tags by which costs are divided. */
  readonly costTagKeys: readonly string[];
}

/**
 * The billing layer of the account that pays. It goes a day after the first resources with the tags do: AWS activates
 * no tag that it has not seen.
 */
export class BillingStack extends PlatformStack {
  public constructor(scope: App, props: BillingStackProps) {
    super(scope, "billing", props);
    new CostAllocationTags(this, "tags", { tagKeys: props.costTagKeys });
  }
}
