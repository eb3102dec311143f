import type { Problem } from "../core/errors";

/** How a service changes from one revision to the next. */
export interface RollingUpdate {
  /**
   * Share of the desired tasks, in per cent, that stay healthy throughout: 0 to 100.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number | undefined;
  /**
   * Share of the desired tasks, in per cent, that may run at the same time: more than `minHealthyPercent`, up to 200.
   *
   * @default 200
   */
  readonly maxPercent?: number | undefined;
  /**
   * Minutes after which Terraform gives up waiting for the tasks to become healthy.
   *
   * @default 20
   */
  readonly timeoutMinutes?: number | undefined;
}

const UPDATE = { minHealthyPercent: 100, maxPercent: 200, timeoutMinutes: 20 } as const;

/** The update with its defaults. */
export function completedUpdate(update: RollingUpdate = {}): {
  readonly [Field in keyof RollingUpdate]-?: number;
} {
  return {
    minHealthyPercent: update.minHealthyPercent ?? UPDATE.minHealthyPercent,
    maxPercent: update.maxPercent ?? UPDATE.maxPercent,
    timeoutMinutes: update.timeoutMinutes ?? UPDATE.timeoutMinutes,
  };
}

/**
 * What is wrong with the way in which a service changes; nothing when ECS can follow it.
 *
 * @param path - where the service stands; `update` is added
 */
export function updateProblems(update: RollingUpdate | undefined, path: string): readonly Problem[] {
  const { minHealthyPercent, maxPercent, timeoutMinutes } = completedUpdate(update);
  const problems: Problem[] = [];
  if (minHealthyPercent < 0 || minHealthyPercent > 100) {
    problems.push({
      path: `${path}.update.minHealthyPercent`,
      rule: "must be a percentage from 0 to 100",
      got: minHealthyPercent,
      fix: "choose a value in that range, such as 100",
    });
  }
  // With both at 100, ECS could neither stop an old task nor start a new one.
  if (maxPercent <= minHealthyPercent || maxPercent < 100 || maxPercent > 200) {
    problems.push({
      path: `${path}.update.maxPercent`,
      rule: "must be more than minHealthyPercent, from 100 to 200",
      got: maxPercent,
      fix: "choose a value in that range, such as 200",
    });
  }
  if (timeoutMinutes < 1) {
    problems.push({
      path: `${path}.update.timeoutMinutes`,
      rule: "must be 1 minute or more",
      got: timeoutMinutes,
      fix: "allow for pulling the image and for the health checks, such as 20",
    });
  }
  return problems;
}
