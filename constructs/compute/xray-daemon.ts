import type { Container } from "./container";

/** Name of the container that takes traces. */
const XRAY_DAEMON = "xray-daemon";

/** Values of an {@link xrayDaemon}. */
export interface XrayDaemonProps {
  /**
   * Image of the daemon, with registry and tag.
   *
   * @see https://gallery.ecr.aws/xray/aws-xray-daemon
   * @default "public.ecr.aws/xray/aws-xray-daemon:3.x"
   */
  readonly image?: string | undefined;
}

const IMAGE = "public.ecr.aws/xray/aws-xray-daemon:3.x";

/**
 * The X-Ray daemon as a sidecar: the application's SDK hands its segments to UDP port 2000 of the task's localhost, and
 * the daemon sends them on with the task's role, which must be allowed to put segments and to read sampling rules.
 *
 * It is not essential: an application without its traces is better than none. AWS only mends the daemon's security since
 * February 2026 and advises OpenTelemetry, so switch it on for applications that already use the X-Ray SDK.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
 */
export function xrayDaemon({ image = IMAGE }: XrayDaemonProps = {}): Container {
  return { name: XRAY_DAEMON, image, essential: false };
}
