import type { Container } from "./container";
import { DATABASE_SIDECAR, databaseSidecar } from "./database-sidecar";
import type { ServiceSpec } from "./service-spec";

/**
 * The containers of a service: its application, the sidecar that leads to its database, and those that its spec names.
 *
 * @param key - name of the application's container
 * @param imageOf - finds the image of a key of the registry
 * @param ports - whether Service Connect knows its port, by the service's key
 */
export function serviceContainers(
  key: string,
  spec: ServiceSpec,
  imageOf: (image: string) => string,
  ports: "named" | "unnamed" = "unnamed",
): readonly Container[] {
  const { servedBy, database, sidecars = [], application = {}, furtherLogs = {} } = spec;
  const { environmentVariables, secrets, furtherPorts = [], healthCheck } = application;
  const access =
    database &&
    databaseSidecar({
      image: imageOf(database.sidecarImage),
      host: database.data.writerEndpoint,
      port: database.data.port,
      secretArn: database.data.secretArn,
    });
  return [
    {
      ...access?.application,
      name: key,
      image: imageOf(application.image ?? key),
      ports: [...(servedBy ? [servedBy.port] : []), ...furtherPorts],
      ...(servedBy && ports === "named" ? { portNames: { [servedBy.port]: key } } : {}),
      environment: {
        ...access?.application.environment,
        ...Object.fromEntries(
          Object.entries(furtherLogs).map(([log, { logGroupName }]) => [
            `LOG_GROUP_${log.replaceAll("-", "_").toUpperCase()}`,
            logGroupName,
          ]),
        ),
        ...environmentVariables,
      },
      secrets: { ...access?.application.secrets, ...secrets },
      ...(healthCheck ? { healthCheck } : {}),
    },
    ...(access ? [access.sidecar] : []),
    ...sidecars,
  ];
}

/** Keys of the registry by the name of the container that runs the image. */
export function serviceImages(
  key: string,
  { application, database }: Pick<ServiceSpec, "application" | "database">,
): Readonly<Record<string, string>> {
  return {
    [key]: application?.image ?? key,
    ...(database ? { [DATABASE_SIDECAR]: database.sidecarImage } : {}),
  };
}
