import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `NET-007`: no public addresses by default. */
export const noPublicAddressesByDefault: GuardRail = {
  id: "NET-007",
  title: "A subnet gives no public addresses by itself",
  why: "an instance put there by mistake is on the internet at once",
  fix: "leave map_public_ip_on_launch off, and let what needs an address ask for it",
  controls: { fsbp: ["EC2.15"], checkov: ["CKV_AWS_130"] },
  types: ["aws_subnet"],
  check: ({ attributes }) => mustBe(attributes, "map_public_ip_on_launch", [false, undefined]),
};
