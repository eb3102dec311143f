import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NAT_USER_DATA } from "../../../constructs/network/nat-user-data";

/** The part that runs at every boot, as it stands between its here-document's marks. */
const CONFIGURE_NAT = /<<'SCRIPT'\n([\s\S]+?)\nSCRIPT\n/.exec(NAT_USER_DATA)?.[1] ?? "";

/**
 * Runs the boot script a number of times against stand-ins of `ip`, `sysctl` and `iptables`, and gives the rules that
 * were added.
 */
const rulesAfter = (runs: number, defaultRoute: string): string[] => {
  const folder = mkdtempSync(join(tmpdir(), "strata-nat-"));
  const rules = join(folder, "rules");
  const command = (name: string, lines: string) => {
    writeFileSync(join(folder, name), `#!/bin/bash\n${lines}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  try {
    writeFileSync(rules, "");
    command("ip", `echo '${defaultRoute}'`);
    command("sysctl", "true");
    command(
      "iptables",
      `case "$3" in
  -C) grep -qxF -- "\${*:4}" '${rules}' ;;
  -A) echo "\${*:4}" >> '${rules}' ;;
esac`,
    );
    command("configure-nat", CONFIGURE_NAT);
    const PATH = `${folder}:${process.env["PATH"] ?? ""}`;
    for (let run = 0; run < runs; run += 1) {
      execFileSync("bash", [join(folder, "configure-nat")], { env: { PATH }, stdio: "pipe" });
    }
    return readFileSync(rules, "utf8").trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe("the NAT's user data", () => {
  test("AP-064: turns forwarding on and masquerades", () => {
    expect(NAT_USER_DATA).toMatch(/^net\.ipv4\.ip_forward = 1$/m);
    expect(NAT_USER_DATA).toContain('iptables -t nat -A POSTROUTING -o "$interface" -j MASQUERADE');
  });

  test("is a script that bash can read", () => {
    expect(execFileSync("bash", ["-n"], { input: NAT_USER_DATA, encoding: "utf8" })).toBe("");
  });

  test("has nothing that Terraform would take for a template", () => {
    expect(NAT_USER_DATA).not.toMatch(/[$%]\{/);
  });

  test.each([
    ["Xen types", "default via 10.0.0.1 dev enX0 proto dhcp src 10.0.0.5 metric 512", "enX0"],
    ["Nitro types", "default via 10.0.0.1 dev ens5 proto dhcp src 10.0.0.5 metric 512", "ens5"],
  ])("AP-D09: finds its interface on %s", (_types, route, name) => {
    expect(rulesAfter(1, route)).toEqual([`POSTROUTING -o ${name} -j MASQUERADE`]);
  });

  test("adds its rule once, however often it runs", () => {
    expect(rulesAfter(3, "default via 10.0.0.1 dev ens5")).toEqual(["POSTROUTING -o ens5 -j MASQUERADE"]);
  });

  test("fails, to be tried again, while there is no default route", () => {
    expect(() => rulesAfter(1, "")).toThrow();
  });
});
