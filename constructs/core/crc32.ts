const POLYNOMIAL = 0xedb88320;

/** The checksum of ZIP archives. (`zlib.crc32` is younger than the oldest Node.js that is supported.) */
export function crc32(bytes: Buffer): number {
  let checksum = 0xffffffff;
  for (const byte of bytes) {
    checksum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      checksum = (checksum >>> 1) ^ (checksum & 1 ? POLYNOMIAL : 0);
    }
  }
  return (checksum ^ 0xffffffff) >>> 0;
}
