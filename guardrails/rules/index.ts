import type { GuardRail } from "../guard-rail";
import { standaloneSecurityGroupRules } from "./standalone-security-group-rules";

/** Every rule that a workspace is held against, in the order of the report. */
export const GUARD_RAILS: readonly GuardRail[] = [standaloneSecurityGroupRules];
