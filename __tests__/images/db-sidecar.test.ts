import { tcpForwarder } from "../../constructs/compute/tcp-forwarder";
import { projectFile } from "../../systems/project-file";
import { runShell } from "../support/shell";

/** The instructions of the Dockerfile, continued lines joined and comments left out. */
const INSTRUCTIONS = projectFile("images/db-sidecar/Dockerfile")
  .split("\n")
  .filter((line) => !line.startsWith("#"))
  .join("\n")
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => line.replaceAll(/ +/g, " "));

const instruction = (name: string) => INSTRUCTIONS.find((line) => line.startsWith(`${name} `));

describe("the image of the database sidecar", () => {
  test("SW-014, SW-039: is Alpine, pinned by version, with its shell", () => {
    expect(instruction("FROM")).toMatch(/\/alpine:3\.\d+$/);
  });

  test("SW-026, SW-040: holds socat and a MySQL client, pinned", () => {
    expect(instruction("RUN")).toContain("apk add --no-cache 'mariadb-client=~11.4' 'socat=~1.8'");
  });

  test("does not run as root", () => {
    expect(instruction("USER")).toBe("USER sidecar");
  });

  test("SW-D14: its client reaches the database at localhost by TCP and TLS", () => {
    const client = projectFile("images/db-sidecar/client.cnf").split("\n");

    expect(instruction("COPY")).toBe("COPY client.cnf /etc/my.cnf.d/sidecar.cnf");
    expect(client).toEqual(expect.arrayContaining(["[client]", "protocol = TCP", "port = 3306", "ssl"]));
  });

  test("tells whoever runs it without a command what to say", () => {
    const command = JSON.parse(instruction("CMD")!.slice("CMD ".length)) as [string, string, string];
    const { status, stderr } = runShell(command[2], { commands: {} });

    expect(command.slice(0, 2)).toEqual(["/bin/sh", "-c"]);
    expect(status).toBe(64);
    expect(stderr).toContain("socat tcp-listen:3306,fork,reuseaddr tcp:<host>:3306");
  });
});

describe("its health check", () => {
  const { healthCheck } = tcpForwarder({
    name: "sidecar",
    image: "sidecar:1",
    listenPort: 3306,
    targetHost: "db",
    targetPort: 3306,
  });
  const check = (listening: string) =>
    runShell(healthCheck!.shellCommand, { commands: { netstat: `printf '%s\\n' '${listening}'` } }).status;

  test("is the same in image and task definition", () => {
    expect(instruction("HEALTHCHECK")).toContain(`CMD ${healthCheck!.shellCommand}`);
  });

  test.each([
    ["tcp        0      0 0.0.0.0:3306            0.0.0.0:*               LISTEN", 0],
    ["tcp        0      0 :::3306                 :::*                    LISTEN", 0],
    ["tcp        0      0 0.0.0.0:33060           0.0.0.0:*               LISTEN", 1],
    ["tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN", 1],
  ])("%s: exit code %d", (listening, code) => {
    expect(check(listening)).toBe(code);
  });
});
