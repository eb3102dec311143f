import { MediaEdgeStack, type MediaEdgeStackProps } from "../../stacks/media-edge-stack";
import { StorageStack } from "../../stacks/storage-stack";
import { ENVIRONMENT, synthesizeApp, type Workspace } from "./synthesis";

/** Storage and edge of a media platform, as openwan composes them. */
export function synthesizeMediaEdge(change: Partial<MediaEdgeStackProps<"backend">> = {}): {
  readonly storage: Workspace;
  readonly edge: Workspace;
} {
  const environment = { ...ENVIRONMENT, region: "us-east-1", protection: "protected" as const };
  const workspaces = synthesizeApp((app) => {
    const { exports } = new StorageStack(app, {
      environment,
      buckets: { media: { bucketName: "openwan-media-111111111111-us-east-1", policyIn: "a-later-layer" } },
    });
    new MediaEdgeStack(app, {
      environment,
      vpcId: "vpc-1",
      publicSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      targets: { backend: { port: 8080, healthCheck: { path: "/health" }, route: { priority: 100 } } },
      media: {
        bucket: exports.media,
        originId: "S3-openwan-media",
        cachePolicies: {
          preview: {
            name: "openwan-preview",
            minTtlSeconds: 0,
            defaultTtlSeconds: 86_400,
            maxTtlSeconds: 31_536_000,
            headers: ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"],
          },
          thumbnails: {
            name: "openwan-thumbnails",
            minTtlSeconds: 0,
            defaultTtlSeconds: 604_800,
            maxTtlSeconds: 31_536_000,
          },
        },
        paths: [
          { pathPattern: "/preview/*", methods: "read-and-options", cachePolicy: "preview" },
          { pathPattern: "/thumbnails/*", methods: "read-and-options", cachePolicy: "thumbnails" },
        ],
      },
      webAclRules: [
        { name: "AWSManagedRulesCommonRuleSet", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" },
        {
          name: "AWSManagedRulesKnownBadInputsRuleSet",
          priority: 2,
          managedGroup: "AWSManagedRulesKnownBadInputsRuleSet",
        },
        { name: "AWSManagedRulesSQLiRuleSet", priority: 3, managedGroup: "AWSManagedRulesSQLiRuleSet" },
        { name: "RateLimitRule", priority: 10, requestsPerAddress: 2000 },
        {
          name: "GeoBlockRule",
          priority: 11,
          countries: ["US", "CN", "JP", "KR", "SG"],
          block: "all-others",
        },
        { name: "IPReputationList", priority: 12, managedGroup: "AWSManagedRulesAmazonIpReputationList" },
      ],
      originSecretVersions: ["1"],
      logRetentionDays: { loadBalancer: 90, distribution: 90, webAcl: 90 },
      domain: { domainName: "openwan.example.com", zone: { newZone: "openwan.example.com" } },
      names: {
        loadBalancer: "openwan-alb",
        securityGroup: "openwan-alb-sg",
        targetGroup: (key) => `openwan-${key}-tg`,
        accessLogBucket: "openwan-alb-logs-111111111111",
        distribution: "openwan",
        webAcl: "openwan-waf-webacl",
        webAclLogGroup: "aws-waf-logs-openwan",
      },
      ...change,
    });
  });
  return { storage: workspaces["storage-test"]!, edge: workspaces["edge-test"]! };
}
