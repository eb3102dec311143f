import fs from "node:fs";
import path from "node:path";
import { otherChoicesText } from "../../operations/synth-summary";
import { temporaryFolder } from "../support/terraform";

/** An output folder with one workspace and what stands beside Terraform's own in it. */
function outdir(notes: object): string {
  const folder = temporaryFolder();
  const workspace = path.join("stacks", "service-dev");
  const file = path.join(workspace, "cdk.tf.json");
  fs.mkdirSync(path.join(folder, workspace), { recursive: true });
  fs.writeFileSync(path.join(folder, file), JSON.stringify({ "//": notes }));
  const stack = { dependencies: [], workingDirectory: workspace, synthesizedStackPath: file };
  fs.writeFileSync(
    path.join(folder, "manifest.json"),
    JSON.stringify({ version: "0.21.0", stacks: { "service-dev": stack } }),
  );
  return folder;
}

describe("what a synthesis tells of other choices", () => {
  test("EN-028 is each with its layer, both options and the reason", () => {
    const choices = [
      {
        decision: "compute",
        use: "ecs-on-fargate",
        recommended: "ecs-on-ec2",
        because: "nobody renews hosts",
      },
    ];

    expect(otherChoicesText(outdir({ choices }))).toBe(
      "Otherwise than the guideline recommends:\n" +
        "- service-dev: compute ecs-on-fargate instead of ecs-on-ec2, because nobody renews hosts",
    );
  });

  test("is nothing where the guideline is followed", () => {
    expect(otherChoicesText(outdir({ metadata: {} }))).toBe("");
  });
});
