import type { Container } from "./container";

/** Values of a {@link tcpForwarder}. */
export interface TcpForwarderProps {
  /** Name of the container within the task. */
  readonly name: string;
  /** Image that holds socat, with registry and tag: `images/db-sidecar`. */
  readonly image: string;
  /** TCP port of the task's own localhost on which the other containers connect, 1024 to 65535. */
  readonly listenPort: number;
  /** Host name that connections are handed on to. */
  readonly targetHost: string;
  /** TCP port of that host. */
  readonly targetPort: number;
}

/**
 * A container that hands every connection to a port of the task's localhost on to another host, so that the
 * application needs to know neither its name nor its address.
 *
 * Whether it works is read from the list of listening sockets and not by connecting: a connection would be handed on,
 * and MySQL blocks a host after `max_connect_errors` connections that it never hears from.
 *
 * @see http://www.dest-unreach.org/socat/doc/socat.html
 */
export function tcpForwarder(props: TcpForwarderProps): Container {
  const { name, image, listenPort, targetHost, targetPort } = props;
  return {
    name,
    image,
    command: ["socat", `tcp-listen:${listenPort},fork,reuseaddr`, `tcp:${targetHost}:${targetPort}`],
    healthCheck: {
      shellCommand: `netstat -ltn | grep -q ':${listenPort} '`,
      intervalSeconds: 30,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 10,
    },
  };
}
