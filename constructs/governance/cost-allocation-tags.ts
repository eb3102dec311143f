import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag";
import { Construct } from "constructs";

/** Values of {@link CostAllocationTags}. */
export interface CostAllocationTagsProps {
  /** Keys of tags that resources carry. */
  readonly tagKeys: readonly string[];
}

/**
 * Tags by which costs can be seen and divided. AWS learns of a key up to a day after a first resource carries it, and
 * activates none that it has not learnt of.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 */
export class CostAllocationTags extends Construct {
  public constructor(scope: Construct, id: string, { tagKeys }: CostAllocationTagsProps) {
    super(scope, id);
    for (const tagKey of tagKeys) {
      new CeCostAllocationTag(this, tagKey.toLowerCase(), { tagKey, status: "Active" });
    }
  }
}
