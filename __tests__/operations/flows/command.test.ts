import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ProblemsError } from "../../../constructs/core/errors";
import { flowsCommand } from "../../../operations/flows/command";
import { synthesize } from "../../../systems/synthesis";

let outdir: string;
beforeAll(async () => {
  outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "strata-flows-test-")), "out");
  await synthesize({ SYSTEM: "ecs-web", CDKTF_OUTDIR: outdir });
});
afterAll(() => {
  fs.rmSync(path.dirname(outdir), { recursive: true, force: true });
});
afterEach(() => {
  process.exitCode = undefined;
});

/** What the command prints, with the exit code that it leaves. */
async function run(...words: string[]): Promise<{ output: string; exitCode: unknown }> {
  const lines: string[] = [];
  await flowsCommand({ CDKTF_OUTDIR: outdir }, (text) => lines.push(text)).parseAsync(words, {
    from: "user",
  });
  return { output: lines.join("\n"), exitCode: process.exitCode };
}

async function refusalOf(...words: string[]): Promise<string> {
  const error: unknown = await run(...words).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemsError);
  return (error as ProblemsError).message;
}

describe("npm run flows", () => {
  it("prints a line for each flow and what they add up to", async () => {
    const { output, exitCode } = await run("ecs-web", "dev");
    expect(output).toMatch(/^ from +to +port +path +links/);
    expect(output).toMatch(
      /service ecs-web-dev-backend +table ecs-web-dev-items +443 +gateway-endpoint +endpoint, egress, trust, policy, boundary +items/,
    );
    expect(output).toMatch(/ecs-web dev: 20 flows, all proven, nothing else is possible$/);
    expect(exitCode).toBe(0);
  });

  it("lists links by address when asked", async () => {
    const { output } = await run("ecs-web", "dev", "--links");
    expect(output).toContain(
      [
        "  operators to load-balancer ecs-web-dev on 80",
        "    ingress: ingress-dev/aws_vpc_security_group_ingress_rule.alb_",
      ].join("\n"),
    );
  });

  it("prints JSON when asked", async () => {
    const { output } = await run("ecs-web", "dev", "--json");
    const { proven, proofs, excess, cannotTell } = JSON.parse(output) as Record<string, unknown[]>;
    expect({ proven, excess, cannotTell }).toEqual({ proven: true, excess: [], cannotTell: [] });
    expect(proofs).toHaveLength(20);
  });

  it("exits with 1 and names gap and excess when something is wrong", async () => {
    // GIVEN a copy whose rule towards the tasks has another port
    const file = path.join(outdir, "stacks/service-dev/cdk.tf.json");
    const before = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, before.replaceAll(/"from_port": 3000/g, '"from_port": 2999'));
    try {
      const { output, exitCode } = await run("ecs-web", "dev");
      expect(output).toContain("\nPossible, and no flow says so:\n");
      expect(output).toMatch(/admits tcp 2999-3000 from .*; flows need tcp 3000 only/);
      expect(output).toMatch(/ecs-web dev: 20 flows, not proven$/);
      expect(exitCode).toBe(1);
    } finally {
      fs.writeFileSync(file, before);
    }
  });
});

describe("npm run flows refuses in one line", () => {
  it("an unknown system", async () => {
    expect(await refusalOf("nowhere", "dev")).toMatch(
      /^system: must be a system of this project, got nowhere; choose one of serverless-web, openwan/,
    );
  });

  it("no system", async () => {
    expect(await refusalOf()).toMatch(/^system: must be named, got nothing; choose one of serverless-web/);
  });

  it("an unknown environment", async () => {
    expect(await refusalOf("ecs-web", "stg")).toBe(
      "environment: must be an environment of ecs-web, got stg; choose one of dev, prod",
    );
  });

  it("no environment", async () => {
    expect(await refusalOf("ecs-web")).toBe(
      "environment: must be named, got nothing; choose one of dev, prod",
    );
  });

  it("output of another system", async () => {
    expect(await refusalOf("openwan", "prod")).toBe(
      `${outdir}: must hold the workspaces of openwan prod, got ecs-web dev, ecs-web prod; run SYSTEM=openwan npm run synth first`,
    );
  });

  it("no output", async () => {
    const empty = path.join(outdir, "empty");
    await expect(
      flowsCommand({ CDKTF_OUTDIR: empty }, () => undefined).parseAsync(["ecs-web", "dev"], { from: "user" }),
    ).rejects.toThrow(
      `${path.join(empty, "manifest.json")}: must exist, got nothing; run npm run synth first`,
    );
  });
});
