import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthSummary } from "../../operations/synth-summary";
import { select } from "../../systems/selection";

describe("the summary of a synthesis", () => {
  let outdir: string;
  beforeEach(() => {
    outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-summary-"));
    fs.writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify({ version: "0", stacks: {} }));
  });
  afterEach(() => {
    fs.rmSync(outdir, { recursive: true });
  });

  const summary = async (cannotTell: number) =>
    synthSummary({ selection: await select({ SYSTEM: "openwan" }), outdir, cannotTell });

  it.each([
    [1, "1 finding"],
    [3, "3 findings"],
  ])("says of %i undecided findings how to see them", async (count, findings) => {
    expect(await summary(count)).toContain(
      `\nGuard rails: ${findings} that one cannot tell before Terraform runs; npm run guardrails -- openwan lists them\n`,
    );
  });

  it("says nothing of them where there are none", async () => {
    expect(await summary(0)).not.toContain("Guard rails");
  });
});
