import { crc32 } from "./crc32";

/** The first moment that the format knows, so that the same files make the same bytes: 1980-01-01, 00:00. */
const DATE = 0x21;
const TIME = 0;
const VERSION = 20;
const SIGNATURES = { file: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 };
/** Read and write for the owner, read for the others, as Unix keeps it in the upper half. */
const ATTRIBUTES = 0o100644 * 0x10000;
const UNIX = 3 << 8;

/**
 * A ZIP archive of texts, uncompressed: the same files in the same order make the same bytes on every machine, which
 * compression would not promise.
 *
 * @param files - texts by path within the archive: `{ "nodejs/node_modules/check.js": "…" }`
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path, "utf8");
    const content = Buffer.from(text, "utf8");
    const common = commonFields(name, content);
    const body = Buffer.concat([u32(SIGNATURES.file), u16(VERSION), common, u16(0), name, content]);
    entries.push(
      Buffer.concat([
        u32(SIGNATURES.entry),
        u16(UNIX | VERSION),
        u16(VERSION),
        common,
        u16(0),
        u16(0),
        u16(0),
        u16(0),
        u32(ATTRIBUTES),
        u32(offset),
        name,
      ]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.concat([
    u32(SIGNATURES.end),
    u16(0),
    u16(0),
    u16(entries.length),
    u16(entries.length),
    u32(directory.length),
    u32(offset),
    u16(0),
  ]);
  return Buffer.concat([...bodies, directory, end]);
}

/** Flags to length of the name: what stands before a file and again in the directory. */
function commonFields(name: Buffer, content: Buffer): Buffer {
  return Buffer.concat([
    u16(0),
    u16(0),
    u16(TIME),
    u16(DATE),
    u32(crc32(content)),
    u32(content.length),
    u32(content.length),
    u16(name.length),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
