/** What the API is told by its environment. */
export interface Settings {
  /** TCP port on which it listens. */
  readonly port: number;
  /** Table of the items. */
  readonly itemsTable: string;
  /** Bucket of the images. */
  readonly imageBucket: string;
  /** Origin of the page that may read the answers: `https://www.example.com`. */
  readonly allowedOrigin: string;
}

/**
 * Reads the settings from variables.
 *
 * @throws Error that names every variable that is missing
 */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const missing: string[] = [];
  const text = (name: string): string => {
    const value = variables[name];
    if (value === undefined || value === "") {
      missing.push(name);
    }
    return value ?? "";
  };
  const settings: Settings = {
    port: Number(variables["PORT"] ?? "3000"),
    itemsTable: text("ITEMS_TABLE"),
    imageBucket: text("IMAGE_BUCKET"),
    allowedOrigin: text("ALLOWED_ORIGIN"),
  };
  if (missing.length > 0) {
    throw new Error(`Variables are missing: ${missing.join(", ")}.`);
  }
  if (!Number.isInteger(settings.port) || settings.port < 0 || settings.port > 65_535) {
    throw new Error(`PORT is a TCP port, got ${String(variables["PORT"])}.`);
  }
  return settings;
}
