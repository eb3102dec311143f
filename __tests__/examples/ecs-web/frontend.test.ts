import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";

const FOLDER = path.resolve("examples/ecs-web/frontend");
const API = "https://api.example.com";

interface Page {
  readonly fetchItems: (apiUrl: string, fetchFrom: unknown) => Promise<unknown>;
  readonly html: (props: Readonly<Record<string, unknown>>) => string;
}

/** The page's parts, made loadable as the browser's bundle is made. */
function loadPage(folder: string): Page {
  const outfile = path.join(folder, "page.cjs");
  buildSync({
    stdin: {
      contents: `
        import { createElement } from "react";
        import { renderToStaticMarkup } from "react-dom/server";
        import { fetchItems } from "./api.js";
        import { Page } from "./page.jsx";
        export { fetchItems };
        export const html = (props) => renderToStaticMarkup(createElement(Page, props));`,
      resolveDir: path.join(FOLDER, "src"),
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    jsx: "automatic",
    outfile,
  });
  return jest.requireActual<Page>(outfile);
}

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-page-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("the page", () => {
  let fetchItems: Page["fetchItems"];
  let html: Page["html"];
  beforeEach(() => {
    ({ fetchItems, html } = loadPage(folder));
  });
  const render = (state: unknown, signInPath = "") => html({ apiUrl: API, signInPath, state });

  test("EW-001: shows items, and the images of those that have one, through the API", () => {
    expect(
      render({
        status: "ready",
        items: [{ id: "1", title: "First", text: "A bird", image: "birds/one two.png" }, { id: "2" }],
      }),
    ).toBe(
      '<main><h1>Items and images</h1><ul class="items">' +
        `<li><img src="${API}/images/birds/one%20two.png" alt="First" loading="lazy"/><h2>First</h2><p>A bird</p></li>` +
        "<li><h2>2</h2></li></ul></main>",
    );
  });

  test("shows that it loads, and that there is nothing", () => {
    expect(render({ status: "loading" })).toContain("<p>Loading…</p>");
    expect(render({ status: "ready", items: [] })).toContain("There are no items yet.");
  });

  test("shows why it failed, and where to sign in only if one can", () => {
    const failed = { status: "failed", message: "Failed to fetch" };

    expect(render(failed)).toContain('<p role="alert">Failed to fetch</p>');
    expect(render(failed)).not.toContain("Sign in");
    expect(render(failed, "/login")).toContain(`<a href="${API}/login">Sign in</a>`);
  });

  test("asks for page after page, with the cookie of whoever has signed in", async () => {
    const asked: unknown[] = [];
    const pages = [{ items: [{ id: "a" }], next: "a" }, { items: [{ id: "b" }] }];
    const items = await fetchItems(API, (url: URL, { credentials }: RequestInit) => {
      asked.push([url.href, credentials]);
      return Promise.resolve({ ok: true, json: () => Promise.resolve(pages.shift()) });
    });

    expect(items).toEqual([{ id: "a" }, { id: "b" }]);
    expect(asked).toEqual([
      [`${API}/items`, "include"],
      [`${API}/items?after=a`, "include"],
    ]);
    await expect(fetchItems(API, () => Promise.resolve({ ok: false, status: 500 }))).rejects.toThrow(
      "The API answers with status 500.",
    );
  });
});

describe("the page's build", () => {
  const build = (variables: Readonly<Record<string, string>>) =>
    execFileSync(process.execPath, [path.join(FOLDER, "build.mjs"), path.relative(FOLDER, folder)], {
      env: { PATH: process.env["PATH"], ...variables },
      stdio: "pipe",
    });

  test("EW-021, EW-D13: puts the API's address into the script, and the script into the page", () => {
    build({ API_URL: API });

    const html = fs.readFileSync(path.join(folder, "index.html"), "utf8");
    const script = /src="\/(page-[A-Z0-9]{8}\.js)"/.exec(html)?.[1] ?? "";
    const style = /href="\/(page-[A-Z0-9]{8}\.css)"/.exec(html)?.[1] ?? "";
    expect(fs.readdirSync(folder).sort()).toEqual(["index.html", script, style].sort());
    expect(fs.readFileSync(path.join(folder, script), "utf8")).toContain(`"${API}"`);
  });

  test("EW-021: takes what .env says where nothing else is said", () => {
    build({});

    const script = fs.readdirSync(folder).find((file) => file.endsWith(".js")) ?? "";
    expect(fs.readFileSync(path.join(folder, script), "utf8")).toContain('"http://localhost:3000"');
  });

  test("is refused with an address that is none", () => {
    expect(() => build({ API_URL: "api" })).toThrow("API_URL is the address of the API, got api");
  });
});
