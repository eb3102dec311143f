import { projectFile } from "../../systems/project-file";
import { refusalOf } from "../support/synthesis";

describe("a file of the project", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("is found from the project's root", () => {
    expect(projectFile("systems/serverless-web/buildspec.yml")).toContain("version: 0.2");
  });

  test("is found wherever the process was started", () => {
    jest.spyOn(process, "cwd").mockReturnValue("/");

    expect(projectFile("cdktf.json")).toContain("language");
  });

  test("that is not there is refused", () => {
    expect(refusalOf(() => projectFile("systems/nowhere.yml"))).toBe(
      "systems/nowhere.yml: must be a file of the project, got nothing; " +
        "correct the path, which begins at the project's root",
    );
  });
});
