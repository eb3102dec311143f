// The parts of two untyped packages that the embedded servers use.

declare module "s3rver" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface S3rverOptions {
    readonly directory: string;
    readonly silent: boolean;
    readonly vhostBuckets: boolean;
  }

  class S3rver {
    public constructor(options: S3rverOptions);
    /** Exists once the server is built; holds a console transport open until closed. */
    public readonly logger: { close(): void };
    public callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }

  export = S3rver;
}

declare module "dynalite" {
  import type { Server } from "node:http";

  function dynalite(options: { readonly createTableMs: number; readonly deleteTableMs: number }): Server;

  export = dynalite;
}
