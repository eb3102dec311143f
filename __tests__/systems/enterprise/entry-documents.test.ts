import fs from "node:fs";
import path from "node:path";
import { entryShape } from "../../../systems/enterprise/workload/entry/schema";
import { synthesizeEntry } from "../../support/entry";

const PAGE = "docs/operations/enterprise-entry.md";

describe("the page on the way in", () => {
  const page = fs.readFileSync(PAGE, "utf8");

  test("EN-181: says that a gateway of somebody else is for what API Gateway cannot do", () => {
    expect(page).toContain("A gateway of somebody else, such as Kong, is for what API Gateway cannot do.");
  });

  test("EN-189, EN-190: leaves the interface to the application; no workspace reads its description", () => {
    expect(page).toContain("Terraform does not read the file");
    expect(page).toContain("OpenAPI 2.0 or 3.0 of a REST API, 3.0 of an HTTP API");
    for (const { json } of Object.values(synthesizeEntry())) {
      expect(JSON.stringify(json)).not.toMatch(/openapi|x-amazon-apigateway|api\.ya?ml/i);
    }
  });

  test("EN-197: says where larger bodies go", () => {
    expect(page).toContain("A body has at most 10 MB. Larger files go to a bucket by a pre-signed address.");
  });

  test("names outputs and values that exist", () => {
    const outputs = Object.values(synthesizeEntry()).flatMap(({ json }) => Object.keys(json["output"] ?? {}));
    expect(outputs).toEqual(expect.arrayContaining(["api_key_ids", "api_id"]));
    const shape = (entryShape as unknown as { shape: Record<string, unknown> }).shape;
    expect(Object.keys(shape)).toEqual(expect.arrayContaining(["originSecretVersions", "webAcl"]));
    for (const word of ["api_key_ids", "originSecretVersions", "webAcl.mode"]) {
      expect(page).toContain(word);
    }
  });

  test("leads to pages that exist", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) =>
      path.join(path.dirname(PAGE), link!),
    );
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !fs.existsSync(link))).toEqual([]);
  });
});
