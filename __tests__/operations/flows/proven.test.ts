import fs from "node:fs";
import path from "node:path";
import { drawingsOf } from "../../../operations/flows/drawing/write";
import { synthesizedDocuments } from "../../../operations/flows/synthesized";
import { systemFlows } from "../../../operations/flows/system-flows";
import { type FlowVerdict, judgeFlows } from "../../../operations/flows/verdict";
import { SYSTEM_IDS, type SystemId } from "../../../systems/registry";
import { excessOf, gapsOf, untoldOf } from "../../support/flows";

const ROOT = path.join(__dirname, "../../..");

describe.each(SYSTEM_IDS)("%s", (id: SystemId) => {
  const verdicts: Record<string, FlowVerdict> = {};
  beforeAll(async () => {
    const { environments, flowsOf } = await systemFlows(id, {});
    const documents = await synthesizedDocuments(id, environments, {});
    for (const [environment, each] of Object.entries(documents)) {
      verdicts[environment] = judgeFlows(each, flowsOf(environment));
    }
  });

  it("allows what it states in every environment, and nothing else", () => {
    expect(Object.keys(verdicts).length).toBeGreaterThan(1);
    for (const [environment, verdict] of Object.entries(verdicts)) {
      expect({
        environment,
        gaps: gapsOf(verdict),
        excess: excessOf(verdict),
        cannotTell: untoldOf(verdict),
      }).toEqual({ environment, gaps: [], excess: [], cannotTell: [] });
    }
  });

  it("states a reason for each flow", () => {
    for (const { proofs } of Object.values(verdicts)) {
      expect(proofs.filter(({ flow }) => flow.reason.trim() === "")).toEqual([]);
    }
  });

  it("is drawn as it is: otherwise run npm run flows -- --write", async () => {
    for (const { file, content } of await drawingsOf(ROOT, await systemFlows(id, {}), verdicts)) {
      expect(fs.readFileSync(path.join(ROOT, file), "utf8")).toBe(content);
    }
  });
});
