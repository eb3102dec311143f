import { startStateServers, type StateServers } from "../embedded/state-servers";
import { type S3Backend, type Workspace } from "./workspaces";

/** The embedded state of a rehearsal: one S3 and DynamoDB for all, and the caller's identity by account. */
export interface RehearsalStates {
  /** The servers that hold the buckets and tables. */
  readonly servers: StateServers;
  /** Variables under which a workspace finds its state. */
  readonly environmentOf: (workspace: Workspace) => Readonly<Record<string, string>>;
  /** The text of a workspace's state; empty when it has none. */
  readonly read: (workspace: Workspace) => Promise<string>;
  /** Stops all servers. Idempotent. */
  readonly stop: () => Promise<void>;
}

const REHEARSAL_ACCOUNT = "111111111111";

/** Starts the state servers and creates every bucket and table that a backend of the workspaces names. */
export async function startStates(workspaces: readonly Workspace[]): Promise<RehearsalStates> {
  const backends = workspaces.flatMap(({ config }) => config.terraform?.backend?.s3 ?? []);
  const accounts = [...new Set(backends.map(accountOf))];
  const region = backends[0]?.region;
  const main = await startStateServers({
    account: accounts[0] ?? REHEARSAL_ACCOUNT,
    ...(region !== undefined && { region }),
  });
  const identities = new Map<string, StateServers>([[accounts[0] ?? REHEARSAL_ACCOUNT, main]]);
  for (const account of accounts.slice(1)) {
    identities.set(account, await startStateServers({ account }));
  }
  for (const bucket of new Set(backends.map((backend) => backend.bucket))) {
    await main.createBucket(bucket);
  }
  for (const table of new Set(backends.flatMap((backend) => backend.dynamodb_table ?? []))) {
    await main.createTable(table);
  }
  return {
    servers: main,
    environmentOf: ({ config }) => {
      const backend = config.terraform?.backend?.s3;
      const identity = (backend && identities.get(accountOf(backend))) ?? main;
      return {
        ...main.environment,
        AWS_ENDPOINT_URL_STS: identity.environment["AWS_ENDPOINT_URL_STS"] ?? "",
        ...(backend?.region !== undefined && { AWS_REGION: backend.region }),
      };
    },
    read: async ({ config }) => {
      const backend = config.terraform?.backend?.s3;
      return (backend && (await main.getObject(backend.bucket, backend.key))) ?? "";
    },
    stop: async () => {
      await Promise.all([main, ...identities.values()].map((servers) => servers.stop()));
    },
  };
}

function accountOf({ allowed_account_ids: allowed }: S3Backend): string {
  return allowed?.[0] ?? REHEARSAL_ACCOUNT;
}
