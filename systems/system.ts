import type { App } from "cdktf";
import type { z } from "zod";
import type { Environment } from "../constructs/core/environment";
import type { Problem } from "../constructs/core/errors";
import type { GithubConfig } from "../constructs/identity/github-config";
import type { Decided } from "./decisions";
import type { EnvironmentConfig } from "./environment";
import type { Flow } from "./flows";

/** The part of a system's config that every system has. */
export interface SystemConfig {
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /**
   * How GitHub Actions reach the environment's account.
   *
   * @default - they do not; it is deployed from elsewhere
   */
  readonly github?: GithubConfig | undefined;
}

/** A system: the values of its environments, the rules that they keep, and how a value becomes stacks. */
export interface System<Config extends SystemConfig = SystemConfig> {
  /** Id that `SYSTEM` selects: `serverless-web`. */
  readonly id: string;
  /** One line that says what it is. */
  readonly title: string;
  /** The values of every environment, as `config.ts` states them, in the order of promotion. */
  readonly environments: Readonly<Record<string, Config>>;
  /** The shape of those values; messages are `rule; remedy`. */
  readonly schema: z.ZodType<Config>;
  /** What else must hold of a well-shaped config: fields that must fit together. */
  readonly rules: (config: Config, environment: Environment, path: string) => readonly Problem[];
  /**
   * Puts the account ids of all environments, by name, into the config of one, for a system whose environments know each
   * other's accounts. Without it an id that a variable sets would be known to its own environment alone.
   *
   * @default - an environment knows its own account
   */
  readonly withAccounts?: (config: Config, ids: Readonly<Record<string, string>>) => Config;
  /**
   * What a guideline's table leads to in one environment: `npm run decisions` shows it, and what is chosen otherwise leaves
   * a note in the workspace of its layer.
   *
   * @default - no guideline decides
   */
  readonly decisions?: (config: Config) => readonly Decided[];
  /** Builds the layers of one environment. State and access by GitHub are added for every system alike. */
  readonly compose: (app: App, environment: Environment, config: Config) => void;
  /**
   * Who may reach whom in one environment, and why: `npm run flows` proves it, and that nothing else is possible.
   *
   * @default - not stated yet
   */
  readonly flows?: (config: Config, environment: Environment) => readonly Flow[];
  /**
   * Environments whose accounts reach each other are drawn together too: titles of the boxes that several of them share,
   * by environment.
   *
   * @default - the last environment alone is drawn
   */
  readonly drawnTogether?: Readonly<Record<string, string>>;
}
