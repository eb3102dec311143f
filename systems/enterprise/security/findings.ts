import type { FindingsStackProps } from "../../../stacks/findings-stack";
import type { Organization } from "../organization/config";
import type { SecurityConfig } from "./config";
import { NAMES, SLACK_REGION } from "./names";
import { idsOf } from "./policies";

const MENDED_FIRST: Readonly<Record<SecurityConfig["vulnerabilityOrder"], string>> = {
  "exposure-and-assets":
    "Vulnerabilities: first where the internet reaches, and where the most confidential data is.",
  "futurevuls-score": "Vulnerabilities: in the order of FutureVuls' score, not of Inspector's.",
};

/** Who is told of what was found, and what people are reminded of. */
export function findingsProps(
  { topics, routes, slack, tickets, review, audit, vulnerabilityOrder }: SecurityConfig,
  organization: Organization,
): Omit<FindingsStackProps, "environment"> {
  return {
    keyAlias: NAMES.findingsKeyAlias,
    namePrefix: NAMES.findings,
    topics: Object.fromEntries(
      Object.entries(topics).map(([key, { emailAddresses }]) => [
        key,
        { topicName: `${NAMES.findings}-${key}`, emailAddresses },
      ]),
    ),
    routes: Object.fromEntries(
      Object.entries(routes).map(([name, route]) => [
        name,
        { accounts: idsOf(route.accounts, organization), topics: route.topics },
      ]),
    ),
    slack,
    slackRegion: SLACK_REGION,
    tickets: tickets && { ...tickets, name: NAMES.tickets, environments: tickets.routes },
    reminders: {
      "monthly-review": {
        ...review,
        scheduleName: NAMES.reviewSchedule,
        roleName: NAMES.reviewRole,
        message: {
          title: "Monthly review of MEDIUM and LOW findings",
          description: "Go through the lists of open findings among Security Hub's insights.",
          nextSteps: [
            "MEDIUM in production: plan the mending within 6 months (pattern D), or accept the risk.",
            "LOW: accepted until it becomes MEDIUM (pattern E).",
            MENDED_FIRST[vulnerabilityOrder],
            "Run the check of docs/operations/enterprise-security.md, which names what is past its deadline.",
          ],
        },
      },
      "monthly-audit": {
        ...audit,
        scheduleName: NAMES.auditSchedule,
        roleName: NAMES.auditRole,
        message: {
          title: "Monthly audit of how data is handled",
          description: "Go through docs/operations/enterprise-audit.md with the system's owners.",
          nextSteps: [
            "List what there is with npm run inventory: is every level still right?",
            "Ask the saved queries of the workgroup auditors who read and changed what.",
            "Write down what was found, and who mends it by when.",
          ],
        },
      },
    },
  };
}
