import { type Handover, joins } from "../access/handovers";
import type { Landscape } from "../landscape";
import type { Proof } from "../proof/trail";
import type { Excess } from "./finding";

const WORDS: Readonly<Record<Handover["hop"], (handover: Handover) => string>> = {
  delivery: ({ to }) => `delivers to ${to}, which is elsewhere`,
  delegation: ({ from, to }) => `lets account ${from} administer ${to}`,
  share: ({ from, to }) => `shares ${to} with ${from}`,
  membership: ({ from, to }) => `makes ${from} a member of ${to}`,
  replication: ({ to }) => `copies images to account ${to}`,
  "entry-role": ({ to }) => `lets the account enter by ${to}`,
};

/** Types by which people act without their roles. */
const KEYS_OF_PEOPLE = ["aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_user_policy_attachment"];

/** What resources hand to somebody and no flow explains. */
export function handoverExcess(
  { inventory, handovers, access }: Landscape,
  proofs: readonly Proof[],
): readonly Excess[] {
  return [
    ...handovers
      .filter(({ hop, to }) => hop !== "delivery" || !inventory.find("aws_s3_bucket", to))
      .filter(
        (handover) =>
          !proofs.some(
            ({ flow: { from, to, path = [] } }) =>
              path.includes(handover.hop) && joins(handover, from, to, inventory),
          ),
      )
      .map((handover) => ({
        address: handover.address,
        what: `${WORDS[handover.hop](handover)}; no flow says so`,
      })),
    ...KEYS_OF_PEOPLE.flatMap((type) =>
      inventory.all(type).map(({ address, attributes }) => ({
        address,
        what: `gives ${String(attributes["user"])} more than what groups allow; no flow says so`,
      })),
    ),
    ...access.controls
      .filter(({ statement }) => statement.effect === "Allow")
      .map(({ rule }) => ({ address: rule, what: "allows; control policies only deny" })),
  ];
}
