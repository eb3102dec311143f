import { createApp } from "../../../examples/ecs-web/backend/src/app";
import { Content } from "../../../examples/ecs-web/backend/src/content";
import { readSettings } from "../../../examples/ecs-web/backend/src/settings";
import { listenOnLoopback, type Loopback } from "../../../operations/embedded/loopback";
import { projectFile } from "../../../systems/project-file";
import { type EmbeddedContent, startEmbeddedContent } from "./embedded";

const ORIGIN = "http://ecs-web-dev-site.s3-website-ap-northeast-1.amazonaws.com";
const PIXEL = Buffer.from("89504e470d0a1a0a", "hex");

describe("the API", () => {
  const lines: Readonly<Record<string, unknown>>[] = [];
  let embedded: EmbeddedContent;
  let api: Loopback;
  const get = (path: string, init?: RequestInit) => fetch(new URL(path, api.url), init);

  beforeAll(async () => {
    embedded = await startEmbeddedContent();
    api = await listenOnLoopback(
      createApp({
        content: new Content(embedded.dynamodb, embedded.s3, embedded.where),
        allowedOrigin: ORIGIN,
        log: (line) => lines.push(line),
      }),
    );
    await embedded.putItem({ id: "1", title: "First", image: "birds/one.png" });
    await embedded.putItem({ id: "2", title: "Second" });
    await embedded.putImage("birds/one.png", "image/png", PIXEL);
    await embedded.putImage("notes.html", "text/html", Buffer.from("<script>alert(1)</script>"));
  });

  afterAll(async () => {
    await api.close();
    await embedded.close();
  });

  test("EW-D04: is well", async () => {
    const response = await get("/health");

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
  });

  test("EW-001, EW-006: lists the items of the table", async () => {
    const response = await get("/items");
    const { items, ...rest } = (await response.json()) as { items: { id: string }[] };

    expect(response.status).toBe(200);
    expect(items.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: "1", title: "First", image: "birds/one.png" },
      { id: "2", title: "Second" },
    ]);
    expect(rest).toEqual({});
  });

  test("EW-006: gives one item by its id, or says that there is none", async () => {
    expect(await (await get("/items/2")).json()).toEqual({ id: "2", title: "Second" });
    expect((await get("/items/3")).status).toBe(404);
  });

  test("EW-001, EW-007, EW-011: sends an image of the bucket on, with its type", async () => {
    const response = await get("/images/birds/one.png");

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toBe("private, max-age=300");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PIXEL);
  });

  test.each(["/images/birds/two.png", "/images/notes.html", "/images/", "/images", "/", "/other", "/%"])(
    "has nothing at %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test("EW-D13: lets pages of the one origin read its answers, whoever asks", async () => {
    for (const origin of [ORIGIN, "https://elsewhere.example.com"]) {
      const { headers } = await get("/items", { headers: { Origin: origin } });
      expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("vary")).toBe("Origin");
    }
  });

  test("EW-D13: answers a preflight, and no method but reading", async () => {
    const preflight = await get("/items", { method: "OPTIONS" });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
    expect((await get("/items", { method: "POST" })).status).toBe(405);
  });

  test("EW-073: logs one line for each request", async () => {
    await get("/items/2?x=1");

    expect(lines.at(-1)).toEqual({
      method: "GET",
      url: "/items/2?x=1",
      status: 200,
      milliseconds: expect.any(Number),
    });
  });
});

describe("the API with more items than one page holds", () => {
  test("goes on where the page before ended", async () => {
    const embedded = await startEmbeddedContent();
    const content = new Content(embedded.dynamodb, embedded.s3, embedded.where);
    const ids = Array.from({ length: 60 }, (_, index) => `item-${index}`);
    await Promise.all(ids.map((id) => embedded.putItem({ id })));

    const first = await content.items();
    const second = await content.items(first.next);
    await embedded.close();

    expect([first.items.length, second.items.length]).toEqual([50, 10]);
    expect(second.next).toBeUndefined();
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual([...ids].sort());
  });
});

describe("the API whose table fails", () => {
  test("answers 500 without saying why, logs why, and stays well", async () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const fail = () => Promise.reject(new Error("AccessDeniedException on table items"));
    const api = await listenOnLoopback(
      createApp({
        content: { items: fail, item: fail, image: fail },
        allowedOrigin: ORIGIN,
        log: (line) => lines.push(line),
      }),
    );

    const response = await fetch(new URL("/items", api.url));
    const health = await fetch(new URL("/health", api.url));
    const body = await response.text();
    await api.close();

    expect(response.status).toBe(500);
    expect(body).toBe('{"message":"The request could not be answered."}');
    expect(lines).toContainEqual({
      level: "error",
      url: "/items",
      error: "Error: AccessDeniedException on table items",
    });
    expect(health.status).toBe(200);
  });
});

describe("the API's settings", () => {
  const VARIABLES = { PORT: "3000", ITEMS_TABLE: "t", IMAGE_BUCKET: "b", ALLOWED_ORIGIN: ORIGIN };

  test("are read from the variables that the task definition sets", () => {
    expect(readSettings(VARIABLES)).toEqual({
      port: 3000,
      itemsTable: "t",
      imageBucket: "b",
      allowedOrigin: ORIGIN,
    });
  });

  test.each([
    [
      { ...VARIABLES, ITEMS_TABLE: undefined, IMAGE_BUCKET: "" },
      "Variables are missing: ITEMS_TABLE, IMAGE_BUCKET.",
    ],
    [{ ...VARIABLES, PORT: "http" }, "PORT is a TCP port, got http."],
    [{ ...VARIABLES, PORT: "65536" }, "PORT is a TCP port, got 65536."],
  ])("are refused: %o", (variables, message) => {
    expect(() => readSettings(variables)).toThrow(message);
  });
});

describe("the API's folder", () => {
  const folder = "examples/ecs-web/backend";
  interface Package {
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly scripts: Readonly<Record<string, string>>;
  }
  const packageOf = (path: string) => JSON.parse(projectFile(path)) as Package;

  test("EW-020: has a Dockerfile that starts the Node.js server as nobody in particular", () => {
    const instructions = projectFile(`${folder}/Dockerfile`).split("\n");

    expect(instructions).toContain("RUN npm ci");
    expect(instructions).toContain("USER node");
    expect(instructions.filter((line) => line.startsWith("CMD"))).toEqual(['CMD ["node", "server.js"]']);
    expect(packageOf(`${folder}/package.json`).scripts["build"]).toContain("--outfile=dist/server.js");
  });

  test.each(["backend", "frontend"])("EW-020, EW-021: %s is built with what its tests run with", (part) => {
    const { dependencies = {}, devDependencies } = packageOf(`examples/ecs-web/${part}/package.json`);
    const { devDependencies: tested } = packageOf("package.json");
    const lock = JSON.parse(projectFile(`examples/ecs-web/${part}/package-lock.json`)) as {
      readonly packages: Readonly<Record<string, { readonly version: string }>>;
    };

    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect([name, tested[name]]).toEqual([name, version]);
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });
});
