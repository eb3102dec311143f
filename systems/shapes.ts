import { z } from "zod";

/** A whole number. Messages of all shapes are `rule; remedy`. */
export const countShape = z.int("must be a whole number; write it without quotes");

/** A domain in lower case: `www.example.com`. */
export const domainShape = z
  .string("must be a domain; write it like www.example.com")
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "must be a domain; write it like www.example.com");

/** The id of a hosted zone of Route 53: `Z0123456789ABC`. */
export const hostedZoneIdShape = z
  .string("must be the id of a hosted zone; write it like Z0123456789ABC")
  .regex(/^Z[A-Z0-9]{1,31}$/, "must be the id of a hosted zone; write it like Z0123456789ABC");

/** Between which numbers of tasks a service scales, by its own load. */
export const scalingShape = z.strictObject({
  minTasks: countShape,
  maxTasks: countShape,
  targets: z.record(
    z.string(),
    z.strictObject({
      measure: z.enum(["cpu", "memory"], { error: "must be cpu or memory; choose one" }),
      targetPercent: z.number("must be a percentage; write it as a number"),
      scaleInCooldownSeconds: countShape.optional(),
      scaleOutCooldownSeconds: countShape.optional(),
    }),
  ),
});

/** How much CloudWatch learns of a cluster. */
export const containerInsightsShape = z.enum(["disabled", "enabled", "enhanced"], {
  error: "must be disabled, enabled or enhanced; choose one",
});
