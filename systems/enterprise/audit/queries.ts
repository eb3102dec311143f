import type { LogQuery } from "../../../constructs/governance/log-queries";

/** Events of the last month; whoever asks for another time changes the line. */
const LAST_MONTH = "day >= date_format(current_date - interval '30' day, '%Y/%m/%d')";
const NEWEST_FIRST = "ORDER BY eventtime DESC";
const WHO = "eventtime, account, useridentity.arn AS who, sourceipaddress";

/** What auditors ask of the logs again and again. */
export const QUERIES: Readonly<Record<string, LogQuery>> = {
  "root-sign-ins": {
    queryName: "Sign-ins and calls of root users",
    description: "Root users work in exceptions alone",
    lines: [
      `SELECT ${WHO}, eventname`,
      "FROM cloudtrail",
      `WHERE ${LAST_MONTH}`,
      "  AND useridentity.type = 'Root'",
      "  AND useridentity.invokedby IS NULL",
      NEWEST_FIRST,
    ],
  },
  "sign-ins-without-mfa": {
    queryName: "Console sign-ins without MFA",
    description: "Every person has a second factor",
    lines: [
      `SELECT ${WHO}`,
      "FROM cloudtrail",
      `WHERE ${LAST_MONTH}`,
      "  AND eventname = 'ConsoleLogin'",
      "  AND json_extract_scalar(additionaleventdata, '$.MFAUsed') = 'No'",
      NEWEST_FIRST,
    ],
  },
  "refused-calls": {
    queryName: "Refused calls by person",
    description: "Who tries what is not allowed, most first",
    lines: [
      "SELECT account, useridentity.arn AS who, eventsource, eventname, errorcode, count(*) AS calls",
      "FROM cloudtrail",
      `WHERE ${LAST_MONTH}`,
      "  AND errorcode IN ('AccessDenied', 'Client.UnauthorizedOperation', 'VpceAccessDenied')",
      "GROUP BY account, useridentity.arn, eventsource, eventname, errorcode",
      "ORDER BY calls DESC",
    ],
  },
  "changes-of-controls": {
    queryName: "Changes of what watches the accounts",
    description: "Who stopped or changed trails, recorders, detectors or keys",
    lines: [
      `SELECT ${WHO}, eventname, requestparameters, errorcode`,
      "FROM cloudtrail",
      `WHERE ${LAST_MONTH}`,
      "  AND eventname IN ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors',",
      "    'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel',",
      "    'DeleteDetector', 'UpdateDetector', 'DisableSecurityHub', 'DisableMacie',",
      "    'ScheduleKeyDeletion', 'DisableKey', 'PutBucketPolicy', 'DeleteBucketPolicy')",
      NEWEST_FIRST,
    ],
  },
  "rejected-flows": {
    queryName: "Rejected flows by destination",
    description: "What the networks refused, most first",
    lines: [
      "SELECT account, srcaddr, dstaddr, dstport, count(*) AS flows",
      "FROM vpcflow",
      "WHERE day >= date_format(current_date - interval '7' day, '%Y/%m/%d')",
      "  AND action = 'REJECT'",
      "GROUP BY account, srcaddr, dstaddr, dstport",
      "ORDER BY flows DESC",
      "LIMIT 100",
    ],
  },
};
