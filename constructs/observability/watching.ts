import type { Problem } from "../core/errors";
import type { AlarmLevel } from "./catalogue/monitoring";
import type { EventNotificationProps } from "./event-notification";
import type { LogErrorAlarmProps } from "./log-error-alarm";
import type { MonitoringTopicProps } from "./monitoring-topic";
import { isNoAlarms, type NoAlarms } from "./no-alarms";
import type { ResourceAlarmsProps } from "./resource-alarms";

/** What stands directly below the workspace whatever a system watches. */
const RESERVED: readonly string[] = ["archive", "aws", "backend", "sampling", "slack"];

/** A topic that alarms tell. */
export type TopicSpec = Omit<MonitoringTopicProps, "account" | "toldByEventRules">;

/** Something that is watched as the catalogue says. */
export interface WatchedResource extends Omit<ResourceAlarmsProps, "topicArns" | "actions" | "levelTag"> {
  /**
   * Keys of the topics that its alarms tell, by level.
   *
   * @default - those of the layer's levels
   */
  readonly topics?: Readonly<Partial<Record<AlarmLevel, string>>> | undefined;
}

/** A log group of which every line that tells of an error counts. */
export interface WatchedLog extends Omit<LogErrorAlarmProps, "topicArns" | "metricNamespace"> {
  /** How soon somebody must act on it. */
  readonly level: AlarmLevel;
}

/** Events of AWS's services that a topic is told of. */
export interface WatchedEvents extends Omit<EventNotificationProps, "topicArn"> {
  /** Key of the topic. */
  readonly topic: string;
}

/** What a system watches, and whom it tells. */
export interface Watching {
  /** Region in which it does so where nothing else is said. */
  readonly region: string;
  /** Topics by key. */
  readonly topics: Readonly<Record<string, TopicSpec>>;
  /** Key of the topic that an alarm of a level tells. */
  readonly levels: Readonly<Record<AlarmLevel, string>>;
  /** What is watched by key, or why nothing is. */
  readonly alarms: Readonly<Record<string, WatchedResource>> | NoAlarms;
  /** Logs of which lines that tell of an error count, by key. */
  readonly errorLines?: Readonly<Record<string, WatchedLog>> | undefined;
  /** Events that topics are told of, by key. */
  readonly events?: Readonly<Record<string, WatchedEvents>> | undefined;
}

/**
 * Everything about who is told of what that does not fit together.
 *
 * @param path - path of the layer
 */
export function watchingProblems(watching: Watching, path: string): readonly Problem[] {
  return [...keyProblems(watching, path), ...topicProblems(watching, path)];
}

/** Every key that is taken already: by another thing, or by what each workspace has. */
function keyProblems(watching: Watching, path: string): readonly Problem[] {
  const { topics, alarms, errorLines = {} } = watching;
  const keys = [topics, isNoAlarms(alarms) ? {} : alarms, errorLines].flatMap(Object.keys);
  return keys
    .filter((key, index) => RESERVED.includes(key) || keys.indexOf(key) !== index)
    .map((got) => ({
      path: `${path}/${got}`,
      rule: "is the key of one thing: a topic, something that is watched, or a log",
      got,
      fix: `call it ${got}-service, or after what it is`,
    }));
}

/** Everything that tells a topic which does not exist or lies in another Region. */
function topicProblems(watching: Watching, path: string): readonly Problem[] {
  const { region: home, topics, levels, alarms, events = {}, errorLines = {} } = watching;
  const teller = (where: string, topic: string, region = home): readonly Problem[] => {
    const found = topics[topic];
    if (!found) {
      return [
        {
          path: `${path}/${where}`,
          rule: "tells a topic that exists",
          got: topic,
          fix: `use one of ${Object.keys(topics).join(", ") || "none: add one"}`,
        },
      ];
    }
    const { region: there = home } = found;
    return there === region
      ? []
      : [
          {
            path: `${path}/${where}`,
            rule: `tells a topic of its own Region, ${region}`,
            got: `${topic} in ${there}`,
            fix: "make a topic there and name it",
          },
        ];
  };
  const watched = isNoAlarms(alarms) ? [] : Object.entries(alarms);
  return [
    ...watched.flatMap(([key, { topics: own = {}, region }]) => [
      ...teller(key, own.WARN ?? levels.WARN, region),
      ...teller(key, own.ERROR ?? levels.ERROR, region),
    ]),
    ...Object.entries(errorLines).flatMap(([key, { level }]) => teller(key, levels[level])),
    ...Object.entries(events).flatMap(([key, { topic, region }]) => teller(key, topic, region)),
  ];
}
