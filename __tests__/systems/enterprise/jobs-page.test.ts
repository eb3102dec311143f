import fs from "node:fs";
import { JOBS } from "../../../systems/enterprise/workload/jobs/config";

const PAGE = fs.readFileSync("docs/operations/enterprise-jobs.md", "utf8");
const section = (title: string): string => {
  const [, text = ""] = PAGE.split(`\n## ${title}\n`);
  return text.split("\n## ")[0] ?? "";
};
const rows = (title: string): readonly (readonly string[])[] =>
  section(title)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
const words = (title: string): string => section(title).replace(/\s+/g, " ");

describe("the page on jobs", () => {
  test("EN-246: tells of the workflows that there are, and when they start", () => {
    expect(
      rows("What runs when").map(([workflow, steps, , deadline]) => [workflow, steps, deadline]),
    ).toEqual(
      Object.entries(JOBS.prod.workflows).map(([key, { steps, deadlineMinutes }]) => [
        key,
        steps.join(", "),
        `${deadlineMinutes} minutes`,
      ]),
    );
    for (const { schedule } of Object.values(JOBS.prod.workflows)) {
      expect(section("What runs when")).toContain(`\`${schedule!.expression}\``);
    }
  });

  test("EN-238: says that ECS holds nothing back, and what does", () => {
    expect(words("Which of the two")).toContain("it holds nothing back and keeps no order");
    expect(words("Which of the two")).toContain("the worker's `maxTasks` is the bound");
  });

  test("EN-242: says where a message goes that is kept for longer than SQS does", () => {
    expect(words("When something fails")).toContain(
      "What must be kept for longer, the application stores in the database",
    );
  });

  test("EN-221: names the limit of runs at a time, which AWS raises", () => {
    expect(words("Lambda behind the API")).toContain("1000 runs at a time, which AWS raises on request");
  });
});
