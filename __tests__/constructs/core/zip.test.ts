import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "../../../constructs/core/crc32";
import { zipOf } from "../../../constructs/core/zip";

const FILES = { "nodejs/node_modules/check.js": 'exports.handler = async () => "ok";\n', "second.txt": "ü" };

describe("an archive", () => {
  test("EN-263: of the same files has the same bytes", () => {
    expect(zipOf(FILES).equals(zipOf({ ...FILES }))).toBe(true);
  });

  test("ends with a directory that names each file and where it lies", () => {
    const archive = zipOf(FILES);
    const end = archive.subarray(-22);
    const directory = archive.subarray(end.readUInt32LE(16), archive.length - 22);

    expect(end.readUInt32LE(0)).toBe(0x06054b50);
    expect([end.readUInt16LE(8), end.readUInt16LE(10)]).toEqual([2, 2]);
    expect(directory).toHaveLength(end.readUInt32LE(12));
    expect(directory.readUInt32LE(0)).toBe(0x02014b50);
    expect(archive.readUInt32LE(directory.readUInt32LE(42))).toBe(0x04034b50);
  });

  const python = spawnSync("python3", ["--version"]).status === 0;
  (python ? test : test.skip)("is one that another program reads", () => {
    const folder = mkdtempSync(join(tmpdir(), "strata-zip-"));
    try {
      const file = join(folder, "files.zip");
      writeFileSync(file, zipOf(FILES));
      const read =
        "import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))";
      const { stdout } = spawnSync("python3", ["-c", read, file], { encoding: "utf8" });

      expect(JSON.parse(stdout)).toEqual(FILES);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("has the checksum that the format asks for", () => {
    expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
  });
});
