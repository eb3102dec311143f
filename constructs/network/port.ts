import { refuse } from "../core/errors";

const FIRST_PORT = 1;
const LAST_PORT = 65_535;

/** A transport protocol that has ports. */
export type TransportProtocol = "tcp" | "udp";

/**
 * What a flow carries: one port, or, with a reason, a range of ports or all traffic.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class Port {
  private constructor(
    /** Readable key within ids: `tcp-3306`, `tcp-1024-65535`, `all`. */
    public readonly id: string,
    /** Protocol as AWS takes it; `-1` is every protocol. */
    public readonly ipProtocol: TransportProtocol | "-1",
    /** First port; undefined when the protocol is `-1`. */
    public readonly fromPort: number | undefined,
    /** Last port; undefined when the protocol is `-1`. */
    public readonly toPort: number | undefined,
    /** Why it is wider than one port; undefined for one port. */
    public readonly reason: string | undefined,
  ) {}

  /** One TCP port, 1 to 65535. */
  public static tcp(port: number): Port {
    return Port.single("tcp", port);
  }

  /** One UDP port, 1 to 65535. */
  public static udp(port: number): Port {
    return Port.single("udp", port);
  }

  /**
   * The ports `from` to `to`, both inclusive, 1 to 65535.
   *
   * @param reason - why one port does not do; it is added to the description of the rules
   * @param protocol - transport protocol; default TCP
   */
  public static range(from: number, to: number, reason: string, protocol: TransportProtocol = "tcp"): Port {
    const id = `${protocol}-${checkedPort(from)}-${checkedPort(to)}`;
    if (from >= to) {
      refuse({
        path: `Port.range(${from}, ${to})`,
        rule: "a range ends after it begins",
        got: `${from} to ${to}`,
        fix: from === to ? `use Port.${protocol}(${from})` : "swap the two ports",
      });
    }
    return new Port(id, protocol, from, to, checkedReason(reason, `Port.range(${from}, ${to})`));
  }

  /**
   * Every protocol and port.
   *
   * @param reason - why one port does not do; it is added to the description of the rules
   */
  public static allTraffic(reason: string): Port {
    return new Port("all", "-1", undefined, undefined, checkedReason(reason, "Port.allTraffic"));
  }

  private static single(protocol: TransportProtocol, port: number): Port {
    return new Port(`${protocol}-${checkedPort(port)}`, protocol, port, port, undefined);
  }
}

// A token would pass for a number here; the port is part of the rule's address, so it must be known at synthesis.
function checkedPort(port: number): number {
  if (!Number.isInteger(port) || port < FIRST_PORT || port > LAST_PORT) {
    refuse({
      path: "port",
      rule: `must be a plain whole number from ${FIRST_PORT} to ${LAST_PORT}`,
      got: String(port),
      fix: "pass the number itself, not an attribute of a resource",
    });
  }
  return port;
}

function checkedReason(reason: string, path: string): string {
  if (reason.trim() === "") {
    refuse({ path, rule: "needs a reason", got: reason, fix: "say why one port does not do" });
  }
  return reason;
}
