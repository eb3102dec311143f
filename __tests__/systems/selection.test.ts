import { select } from "../../systems/selection";

describe("select", () => {
  it("picks serverless-web with all of its environments when nothing is said", async () => {
    const { system, environments } = await select({});

    expect(system.id).toBe("serverless-web");
    expect(environments).toEqual(["dev", "prod"]);
  });

  it("treats empty variables as unset", async () => {
    const { system, environments } = await select({ SYSTEM: "", ENVIRONMENTS: " , " });

    expect(system.id).toBe("serverless-web");
    expect(environments).toEqual(["dev", "prod"]);
  });

  it("narrows the environments and keeps the system's order", async () => {
    expect((await select({ ENVIRONMENTS: "prod, dev" })).environments).toEqual(["dev", "prod"]);
    expect((await select({ ENVIRONMENTS: "prod" })).environments).toEqual(["prod"]);
  });

  it("refuses an unknown system and lists what exists", async () => {
    await expect(select({ SYSTEM: "serverless" })).rejects.toThrow(
      "SYSTEM: must be a system of this project, got serverless; choose one of serverless-web",
    );
  });

  it("takes no property of every object for a system", async () => {
    await expect(select({ SYSTEM: "constructor" })).rejects.toThrow(
      "SYSTEM: must be a system of this project",
    );
  });

  it("refuses unknown environments, all at once, and lists what exists", async () => {
    await expect(select({ ENVIRONMENTS: "dev,qa,live" })).rejects.toThrow(
      "ENVIRONMENTS: must name environments of serverless-web, got qa, live; choose among dev, prod",
    );
  });
});
