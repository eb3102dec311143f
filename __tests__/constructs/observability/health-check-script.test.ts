import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import { HEALTH_CHECK_SCRIPT } from "../../../constructs/observability/health-check-script";

let server: Server;
let base: string;
beforeAll((done) => {
  server = createServer((request, response) => {
    response.writeHead(request.url === "/health" ? 200 : 503).end();
  }).listen(0, "127.0.0.1", () => {
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    done();
  });
});
afterAll((done) => {
  server.close(done);
});

const run = async (url: string): Promise<unknown> => {
  const module: { handler?: () => Promise<unknown> } = {};
  runInNewContext(HEALTH_CHECK_SCRIPT, {
    exports: module,
    require,
    process: { env: { CHECKED_URL: url } },
    URL,
  });
  return module.handler!();
};

describe("EN-263, M-57: the script of the health check", () => {
  test("is content with an answer of 200", async () => {
    await expect(run(`${base}/health`)).resolves.toBeUndefined();
  });

  test("fails at any other answer", async () => {
    await expect(run(`${base}/broken`)).rejects.toThrow("/broken answers 503");
  });

  test("fails without an answer", async () => {
    await expect(run("http://127.0.0.1:1/health")).rejects.toThrow("ECONNREFUSED");
  });
});
