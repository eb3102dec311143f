import type { EnvironmentGuardRail, GuardRail, Rule } from "../guard-rail";
import { ALARM_RULES } from "./alarms";
import { buildsAreUnprivileged } from "./compute/builds-are-unprivileged";
import { buildsLog } from "./compute/builds-log";
import { containersAreUnprivileged } from "./compute/containers-are-unprivileged";
import { containersLog } from "./compute/containers-log";
import { execSessionsAreLogged } from "./compute/exec-sessions-are-logged";
import { functionsAdmitNoEveryone } from "./compute/functions-admit-no-everyone";
import { functionsLogToTheirOwnGroup } from "./compute/functions-log-to-their-own-group";
import { imageTagsStay } from "./compute/image-tags-stay";
import { imagesAreScanned } from "./compute/images-are-scanned";
import { imagesAreTidied } from "./compute/images-are-tidied";
import { metadataByTokenOnly } from "./compute/metadata-by-token-only";
import { noPublicAddress } from "./compute/no-public-address";
import { volumesAreEncrypted } from "./compute/volumes-are-encrypted";
import { cacheSpeaksTls } from "./database/cache-speaks-tls";
import { databaseDemandsTls } from "./database/database-demands-tls";
import { databaseIsBackedUp } from "./database/database-is-backed-up";
import { databaseIsEncrypted } from "./database/database-is-encrypted";
import { databaseIsPrivate } from "./database/database-is-private";
import { databaseKeepsItsLogs } from "./database/database-keeps-its-logs";
import { protectedDatabaseLeavesASnapshot } from "./database/protected-database-leaves-a-snapshot";
import { protectedDatabaseResistsDeletion } from "./database/protected-database-resists-deletion";
import { protectedDatabaseSurvivesAZone } from "./database/protected-database-survives-a-zone";
import { protectedTableRestoresAnyMoment } from "./database/protected-table-restores-any-moment";
import { apiCacheIsEncrypted } from "./edge/api-cache-is-encrypted";
import { apiKeepsAccessLogs } from "./edge/api-keeps-access-logs";
import { apiSpeaksModernTls } from "./edge/api-speaks-modern-tls";
import { apiTellsItsCallersApart } from "./edge/api-tells-its-callers-apart";
import { apiTellsOfItsErrors } from "./edge/api-tells-of-its-errors";
import { bucketOriginsAreSigned } from "./edge/bucket-origins-are-signed";
import { distributionHasWebAcl } from "./edge/distribution-has-web-acl";
import { distributionKeepsAccessLogs } from "./edge/distribution-keeps-access-logs";
import { distributionSpeaksModernTls } from "./edge/distribution-speaks-modern-tls";
import { listenerSpeaksModernTls } from "./edge/listener-speaks-modern-tls";
import { loadBalancerDropsBadHeaders } from "./edge/load-balancer-drops-bad-headers";
import { loadBalancerKeepsAccessLogs } from "./edge/load-balancer-keeps-access-logs";
import { originsAreReachedByTls } from "./edge/origins-are-reached-by-tls";
import { plainHttpIsRedirected } from "./edge/plain-http-is-redirected";
import { protectedLoadBalancerResistsDeletion } from "./edge/protected-load-balancer-resists-deletion";
import { restApiHasWebAcl } from "./edge/rest-api-has-web-acl";
import { webAclKeepsLogs } from "./edge/web-acl-keeps-logs";
import { everythingIsTagged } from "./governance/everything-is-tagged";
import { launchedIsTagged } from "./governance/launched-is-tagged";
import { modulesArePinned } from "./governance/modules-are-pinned";
import { providersArePinned } from "./governance/providers-are-pinned";
import { keyPolicyNamesItsUsers } from "./identity/key-policy-names-its-users";
import { keyRotates } from "./identity/key-rotates";
import { noAdministrators } from "./identity/no-administrators";
import { noLongLivedKeys } from "./identity/no-long-lived-keys";
import { noWildcardActions } from "./identity/no-wildcard-actions";
import { noWildcardResources } from "./identity/no-wildcard-resources";
import { protectedUsersResistDeletion } from "./identity/protected-users-resist-deletion";
import { trustNamesItsPrincipals } from "./identity/trust-names-its-principals";
import { queueAndTopicAdmitNoEveryone } from "./messaging/queue-and-topic-admit-no-everyone";
import { queueHasDeadLetters } from "./messaging/queue-has-dead-letters";
import { queueIsEncrypted } from "./messaging/queue-is-encrypted";
import { queueRefusesPlainHttp } from "./messaging/queue-refuses-plain-http";
import { streamIsEncrypted } from "./messaging/stream-is-encrypted";
import { topicIsEncrypted } from "./messaging/topic-is-encrypted";
import { topicRefusesPlainHttp } from "./messaging/topic-refuses-plain-http";
import { defaultSecurityGroupIsEmpty } from "./network/default-security-group-is-empty";
import { firewallKeepsLogs } from "./network/firewall-keeps-logs";
import { noIngressFromAnywhere } from "./network/no-ingress-from-anywhere";
import { noPublicAddressesByDefault } from "./network/no-public-addresses-by-default";
import { onePortARule } from "./network/one-port-a-rule";
import { rulesHaveReasons } from "./network/rules-have-reasons";
import { standaloneSecurityGroupRules } from "./network/standalone-security-group-rules";
import { vpcHasFlowLog } from "./network/vpc-has-flow-log";
import { alarmsTellSomeone } from "./observability/alarms-tell-someone";
import { logGroupHasRetention } from "./observability/log-group-has-retention";
import { logGroupServesOneService } from "./observability/log-group-serves-one-service";
import { sessionsAreRecorded } from "./observability/sessions-are-recorded";
import { stateMachineKeepsLogs } from "./observability/state-machine-keeps-logs";
import { trailIsTamperEvident } from "./observability/trail-is-tamper-evident";
import { noSecretsInEnvironments } from "./secrets/no-secrets-in-environments";
import { noSecretsInOutputs } from "./secrets/no-secrets-in-outputs";
import { noSecretsInState } from "./secrets/no-secrets-in-state";
import { noSecretsInValues } from "./secrets/no-secrets-in-values";
import { secretsCanBeRestored } from "./secrets/secrets-can-be-restored";
import { bucketBlocksPublicAccess } from "./storage/bucket-blocks-public-access";
import { bucketDropsUnfinishedUploads } from "./storage/bucket-drops-unfinished-uploads";
import { bucketKeepsOldVersions } from "./storage/bucket-keeps-old-versions";
import { bucketPolicyAdmitsNoEveryone } from "./storage/bucket-policy-admits-no-everyone";
import { bucketRefusesPlainHttp } from "./storage/bucket-refuses-plain-http";
import { bucketStatesItsEncryption } from "./storage/bucket-states-its-encryption";
import { fileSystemIsEncrypted } from "./storage/file-system-is-encrypted";

/** Every rule that a workspace is held against, in the order of the report. */
export const GUARD_RAILS: readonly GuardRail[] = [
  standaloneSecurityGroupRules,
  noIngressFromAnywhere,
  onePortARule,
  rulesHaveReasons,
  defaultSecurityGroupIsEmpty,
  vpcHasFlowLog,
  noPublicAddressesByDefault,
  firewallKeepsLogs,
  bucketBlocksPublicAccess,
  bucketStatesItsEncryption,
  bucketRefusesPlainHttp,
  bucketKeepsOldVersions,
  bucketPolicyAdmitsNoEveryone,
  bucketDropsUnfinishedUploads,
  fileSystemIsEncrypted,
  databaseIsEncrypted,
  databaseIsPrivate,
  protectedDatabaseResistsDeletion,
  databaseIsBackedUp,
  protectedDatabaseLeavesASnapshot,
  protectedTableRestoresAnyMoment,
  cacheSpeaksTls,
  databaseKeepsItsLogs,
  protectedDatabaseSurvivesAZone,
  databaseDemandsTls,
  noWildcardActions,
  noWildcardResources,
  trustNamesItsPrincipals,
  noLongLivedKeys,
  noAdministrators,
  protectedUsersResistDeletion,
  keyRotates,
  keyPolicyNamesItsUsers,
  metadataByTokenOnly,
  noPublicAddress,
  containersAreUnprivileged,
  containersLog,
  volumesAreEncrypted,
  imagesAreScanned,
  imageTagsStay,
  imagesAreTidied,
  buildsAreUnprivileged,
  buildsLog,
  execSessionsAreLogged,
  functionsAdmitNoEveryone,
  functionsLogToTheirOwnGroup,
  listenerSpeaksModernTls,
  plainHttpIsRedirected,
  distributionSpeaksModernTls,
  originsAreReachedByTls,
  bucketOriginsAreSigned,
  distributionHasWebAcl,
  loadBalancerDropsBadHeaders,
  protectedLoadBalancerResistsDeletion,
  loadBalancerKeepsAccessLogs,
  distributionKeepsAccessLogs,
  webAclKeepsLogs,
  apiKeepsAccessLogs,
  apiTellsItsCallersApart,
  apiSpeaksModernTls,
  apiTellsOfItsErrors,
  apiCacheIsEncrypted,
  queueIsEncrypted,
  topicIsEncrypted,
  queueHasDeadLetters,
  queueAndTopicAdmitNoEveryone,
  queueRefusesPlainHttp,
  streamIsEncrypted,
  topicRefusesPlainHttp,
  logGroupHasRetention,
  logGroupServesOneService,
  alarmsTellSomeone,
  trailIsTamperEvident,
  stateMachineKeepsLogs,
  sessionsAreRecorded,
  noSecretsInState,
  noSecretsInEnvironments,
  secretsCanBeRestored,
  noSecretsInOutputs,
  noSecretsInValues,
  everythingIsTagged,
  providersArePinned,
  modulesArePinned,
  launchedIsTagged,
];

/** Every rule that the workspaces of an environment are held against together, in the order of the report. */
export const ENVIRONMENT_GUARD_RAILS: readonly EnvironmentGuardRail[] = [restApiHasWebAcl, ...ALARM_RULES];

/** Every rule, whatever it is held against, in the order of the report. */
export const ALL_GUARD_RAILS: readonly Rule[] = [...GUARD_RAILS, ...ENVIRONMENT_GUARD_RAILS];
