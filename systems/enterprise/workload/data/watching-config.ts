import type { CanaryCheck } from "../../../../constructs/observability/canary";
import type { LogGroupProps } from "../../../../constructs/observability/log-group";
import type { SlackChannelIds } from "../../../../constructs/observability/slack-channel";
import type { SpokeKey } from "../../hub/config";

/** A log group that a service has beside its one: for lines that are kept longer or shorter than the others. */
export interface FurtherLogConfig {
  /** The service that writes it. */
  readonly service: string;
  /** What it is for, which is the end of its name: `audit`. */
  readonly purpose: string;
  /** Days for which it is kept: 2557 for seven years. */
  readonly retentionDays: number;
  /**
   * `INFREQUENT_ACCESS` costs half but knows no filters and masks nothing.
   *
   * @default "STANDARD"
   */
  readonly logClass?: LogGroupProps["logClass"] | undefined;
  /**
   * AWS's identifiers of data that is masked in it.
   *
   * @default - none
   */
  readonly masked?: readonly string[] | undefined;
}

/** Who is told of what in an account. */
export interface WatchingConfig {
  /** Addresses that are told of what somebody acts on at once, and of what can wait for some business days. */
  readonly notified: { readonly error: readonly string[]; readonly warn: readonly string[] };
  /** Whether alarms tell anybody, or are for looking at. */
  readonly actions: "on" | "off";
  /** Log groups of services beside their one each, by a key that stays. */
  readonly furtherLogs: Readonly<Record<string, FurtherLogConfig>>;
  /**
   * The Slack channel that shows everything.
   *
   * @default - none
   */
  readonly slack?: SlackChannelIds | undefined;
  /**
   * The check that goes through the whole application, and the path that it asks for.
   *
   * @default - nothing is asked from outside
   */
  readonly healthCheck?: (CanaryCheck & { readonly path: string }) | undefined;
}

/** Addresses are examples. */
const ON_CALL = "on-call@example.com";
const OPERATIONS = "operations@example.com";

const WATCHING: WatchingConfig = {
  notified: { error: [ON_CALL], warn: [OPERATIONS] },
  actions: "on",
  furtherLogs: {},
  healthCheck: { path: "/health", everyMinutes: 5, runtimeVersion: "syn-nodejs-puppeteer-15.0" },
};

/** Who is told of what in each account. In the account of regulated data nothing runs that could be asked. */
export const WATCHED: Readonly<Record<SpokeKey, WatchingConfig>> = {
  dev: { ...WATCHING, notified: { error: [OPERATIONS], warn: [OPERATIONS] }, actions: "off" },
  stg: WATCHING,
  prod: WATCHING,
  regulated: { ...WATCHING, healthCheck: undefined },
};
