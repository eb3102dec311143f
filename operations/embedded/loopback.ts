import type http from "node:http";
import type { AddressInfo } from "node:net";

const LOOPBACK = "127.0.0.1";

/** An HTTP server that only this machine reaches. */
export interface Loopback {
  /** Where it listens: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Stops listening and drops what is still connected. */
  readonly close: () => Promise<void>;
}

/** Lets a server listen on a free port of 127.0.0.1. */
export async function listenOnLoopback(server: http.Server): Promise<Loopback> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        });
      });
      // A killed Terraform leaves connections that would keep the server open until they time out.
      server.closeAllConnections();
      await closed;
    },
  };
}
