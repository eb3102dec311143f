import type { Container } from "./container";
import { tcpForwarder } from "./tcp-forwarder";

/** Name of the container that leads to the database, and that operators enter. */
export const DATABASE_SIDECAR = "sidecar";

/** The database that a sidecar leads to. */
export interface DatabaseSidecarProps {
  /** Image that holds socat and a MySQL client, with registry and tag. */
  readonly image: string;
  /** Host name of the database's writer. */
  readonly host: string;
  /** Port of the database, and of the sidecar. */
  readonly port: number;
  /** ARN of the secret with the keys `username` and `password`. */
  readonly secretArn: string;
}

/** What a task needs to reach a database through a sidecar. */
export interface DatabaseSidecar {
  /** The sidecar. */
  readonly sidecar: Container;
  /**
   * What the application's container gets: `DB_HOST`, `DB_PORT`, `DB_USER` and `DB_PASSWORD`, and the sidecar started
   * before it.
   */
  readonly application: Required<Pick<Container, "environment" | "secrets" | "dependsOn">>;
}

/**
 * A sidecar through which the application reaches its database at localhost: only the sidecar knows where the database
 * is, and operators who enter it find a client there.
 *
 * The application waits for the sidecar's start only, as it must try again anyway whenever the database moves to
 * another writer.
 */
export function databaseSidecar({ image, host, port, secretArn }: DatabaseSidecarProps): DatabaseSidecar {
  return {
    sidecar: tcpForwarder({
      name: DATABASE_SIDECAR,
      image,
      listenPort: port,
      targetHost: host,
      targetPort: port,
    }),
    application: {
      environment: { DB_HOST: "localhost", DB_PORT: String(port) },
      secrets: {
        DB_USER: { arn: secretArn, key: "username" },
        DB_PASSWORD: { arn: secretArn, key: "password" },
      },
      dependsOn: [{ container: DATABASE_SIDECAR, condition: "START" }],
    },
  };
}
