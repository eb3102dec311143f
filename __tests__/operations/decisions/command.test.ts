import { decisionsCommand } from "../../../operations/decisions/command";
import { decisionsText } from "../../../operations/decisions/text";
import type { Decided } from "../../../systems/decisions";

async function printed(...args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  await decisionsCommand({}, (text) => lines.push(text)).parseAsync(args, { from: "user" });
  return lines.join("\n");
}

describe("npm run decisions", () => {
  test("EN-027 shows what is used, when it is recommended, why, and where the guideline says so", async () => {
    expect(await printed("enterprise", "prod")).toMatch(
      /compute +ecs-on-ec2 +nothing speaks against it +it costs least, and images stay on the hosts +Compute/,
    );
  });

  test("leaves out environments that the guideline decides nothing for, and prints JSON", async () => {
    const json = JSON.parse(await printed("enterprise", "--json")) as Record<string, readonly Decided[]>;

    expect(Object.keys(json)).toEqual(["dev", "stg", "prod"]);
    expect(json["prod"]!.find(({ key }) => key === "queue")).toMatchObject({ use: "sqs-standard" });
  });

  test("refuses a system without a guideline", async () => {
    await expect(printed("openwan")).rejects.toThrow(
      "system: must have a guideline that decides, got openwan; choose a system with decisions, such as enterprise",
    );
  });
});

describe("the text of decisions", () => {
  const decision: Decided = {
    key: "compute",
    question: "What runs the services",
    place: "Compute",
    layer: "service",
    use: "ecs-on-fargate",
    recommended: "ecs-on-ec2",
    situation: "nothing speaks against it",
    because: "it costs least",
    otherwiseBecause: "nobody renews hosts before autumn",
  };

  test("EN-028 tells what is chosen otherwise, with its reason", () => {
    expect(decisionsText({ dev: [decision] })).toContain(
      "Otherwise than the guideline recommends:\n" +
        "  compute: ecs-on-fargate instead of ecs-on-ec2, because nobody renews hosts before autumn",
    );
  });

  test("says so where nothing is", () => {
    const { otherwiseBecause: _, ...followed } = decision;

    expect(decisionsText({ dev: [{ ...followed, use: "ecs-on-ec2" }] })).toContain(
      "Nothing is chosen otherwise than the guideline recommends.",
    );
  });

  test("tells environments that decide alike once", () => {
    expect(decisionsText({ dev: [decision], stg: [decision] })).toMatch(/^dev, stg\n/);
  });
});
