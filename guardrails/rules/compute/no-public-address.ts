import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";
import { blocks } from "../../workspace";

/** `CMP-002`: no public addresses. */
export const noPublicAddress: GuardRail = {
  id: "CMP-002",
  title: "Tasks and instances have no public address",
  why: "what has one can be reached from everywhere by one wrong rule",
  fix: "run it in a private subnet; what must have one (a NAT) acknowledges it",
  controls: { fsbp: ["EC2.9", "EC2.25", "ECS.2"], checkov: ["CKV_AWS_88", "CKV_AWS_333"] },
  types: ["aws_instance", "aws_ecs_service", "aws_launch_template"],
  check: ({ type, attributes }) => {
    if (type === "aws_launch_template") {
      return blocks(attributes, "network_interfaces").flatMap((card) =>
        mustBe(card, "associate_public_ip_address", [false, undefined]),
      );
    }
    return type === "aws_instance"
      ? mustBe(attributes, "associate_public_ip_address", [false, undefined])
      : mustBe(attributes, "network_configuration.assign_public_ip", [false, undefined]);
  },
};
