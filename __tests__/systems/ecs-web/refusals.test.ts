import { environments, type EcsWebConfig } from "../../../systems/ecs-web/config";
import { ecsWeb } from "../../../systems/ecs-web/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { refusalOf } from "../../support/synthesis";

const { dev, prod } = environments;
const OTHERS = { office: "198.51.100.7/32", home: "203.0.113.10/32" };

const validate = (config: unknown) =>
  validConfigs(forAnyConfig({ ...ecsWeb, environments: { dev: config as EcsWebConfig } }), {});

const without = (value: object, key: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

describe("the values of ecs-web are accepted", () => {
  test.each<[string, EcsWebConfig]>([
    ["as they stand in dev", dev],
    ["as they stand in prod", prod],
    ["with several addresses", { ...dev, site: { access: "website", allowedCidrs: OTHERS } }],
    ["with HTTPS for everyone and no sign-in", { ...prod, api: { ...prod.api, signIn: "none" } }],
    ["with HTTPS for named addresses", { ...prod, api: { ...prod.api, allowedCidrs: OTHERS } }],
    ["with an API over HTTPS beside a site on S3", { ...dev, api: { ...prod.api, signIn: "none" } }],
  ])("%s", (_case, config) => {
    expect(Object.keys(validate(config))).toEqual(["dev"]);
  });
});

describe("the values of ecs-web are refused", () => {
  const website = (allowedCidrs: unknown) => ({ ...dev, site: { access: "website", allowedCidrs } });
  const api = (change: object) => ({ ...dev, api: { ...dev.api, ...change } });
  const grown = (change: object) => ({ ...prod, api: { ...prod.api, ...change } });
  const github = (change: object) => ({ ...dev, github: { ...dev.github, ...change } });
  const web = dev.github!.applications!["web"]!;

  test.each<[string, unknown, string]>([
    [
      "EW-D07: a site that names nobody",
      website({}),
      "ecs-web.dev.site.allowedCidrs: must name at least one address, got none; write it like operator: 203.0.113.10/32",
    ],
    [
      "EW-D07: a site that leaves it out",
      { ...dev, site: { access: "website" } },
      "ecs-web.dev.site.allowedCidrs: must name who may reach it, got nothing",
    ],
    [
      "EW-D07: a malformed address",
      website({ operator: "203.0.113/32" }),
      "ecs-web.dev.site.allowedCidrs.operator: must be an IPv4 CIDR block, got 203.0.113/32",
    ],
    [
      "EW-D07: the whole internet",
      website({ operator: "0.0.0.0/0" }),
      "ecs-web.dev.site.allowedCidrs.operator: must be one address, a /32, got 0.0.0.0/0; name the addresses that need it",
    ],
    [
      "EW-D07: a block of addresses",
      website({ operator: "203.0.113.0/24" }),
      "ecs-web.dev.site.allowedCidrs.operator: must be one address, a /32, got 203.0.113.0/24",
    ],
    [
      "EW-D07: an address of a private network, from which nothing comes over the internet",
      website({ operator: "10.0.0.5/32" }),
      "ecs-web.dev.site.allowedCidrs.operator: must be an address of the internet, not of 10.0.0.0/8, got 10.0.0.5/32; name the address under which it appears there, which its network's NAT has",
    ],
    [
      "EW-D07: an API for a private address",
      api({ allowedCidrs: { operator: "192.168.1.20/32" } }),
      "ecs-web.dev.api.allowedCidrs.operator: must be an address of the internet, not of 192.168.0.0/16, got 192.168.1.20/32",
    ],
    [
      "one address twice",
      website({ office: "203.0.113.10/32", home: "203.0.113.10/32" }),
      "ecs-web.dev.site.allowedCidrs.home: differs from that of office, got 203.0.113.10/32",
    ],
    [
      "a name that no rule can carry",
      website({ "My IP": "203.0.113.10/32" }),
      "ecs-web.dev.site.allowedCidrs.My IP: is named by lower-case letters",
    ],
    [
      "EW-D07: an API that names nobody",
      api({ allowedCidrs: {} }),
      "ecs-web.dev.api.allowedCidrs: must name at least one address, got none",
    ],
    [
      "EW-D07: an API for the whole internet",
      api({ allowedCidrs: { operator: "0.0.0.0/0" } }),
      "ecs-web.dev.api.allowedCidrs.operator: must be one address, a /32, got 0.0.0.0/0",
    ],
    [
      "plain HTTP for everyone",
      api({ allowedCidrs: "everyone" }),
      "ecs-web.dev.api.allowedCidrs: must name who may reach the API over plain HTTP, got everyone",
    ],
    [
      "EW-081: sign-in without HTTPS",
      grown({ listener: { protocol: "http" }, allowedCidrs: OTHERS }),
      "ecs-web.dev.api.signIn: must be none over plain HTTP, where load balancers let nobody sign in, got ecs-web-prod-example-org; let the listener speak https",
    ],
    [
      "EW-081: sign-in that leads back to a site without HTTPS",
      { ...prod, site: dev.site },
      "ecs-web.dev.api.signIn: must be none while S3 serves the site",
    ],
    [
      "EW-079: a distribution without a domain",
      { ...prod, site: without(prod.site, "domainName") },
      "ecs-web.dev.site.domainName: must be a domain, got nothing; write it like www.example.com",
    ],
    [
      "EW-079: a distribution without a zone",
      { ...prod, site: without(prod.site, "hostedZoneId") },
      "ecs-web.dev.site.hostedZoneId: must be the id of a hosted zone, got nothing",
    ],
    [
      "EW-079: HTTPS without a domain",
      grown({ listener: without(prod.api.listener, "domainName") }),
      "ecs-web.dev.api.listener.domainName: must be a domain, got nothing",
    ],
    [
      "EW-079: HTTPS without a zone",
      grown({ listener: without(prod.api.listener, "hostedZoneId") }),
      "ecs-web.dev.api.listener.hostedZoneId: must be the id of a hosted zone, got nothing",
    ],
    [
      "a way of access that does not exist",
      { ...dev, site: { access: "ftp" } },
      "ecs-web.dev.site.access: must be website or cdn, got ftp; choose one",
    ],
    [
      "EW-D11: a subject that admits every repository",
      github({ repository: "example-org/*" }),
      "ecs-web.dev.github.repository:",
    ],
    [
      "EW-D11: an application that every repository delivers",
      github({ applications: { web: { ...web, repository: "*/*" } } }),
      "ecs-web.dev.github.applications.web.repository:",
    ],
    [
      "EW-D11: an application that every branch delivers",
      github({ applications: { web: { ...web, branches: ["*"] } } }),
      "ecs-web.dev.github.applications.web.branch: must be the whole name of one branch, without wildcards, got *",
    ],
    [
      "a size that Fargate does not have",
      { ...dev, backend: { cpu: 256, memoryMiB: 4096, desiredCount: 1 } },
      "ecs-web.dev.backend",
    ],
    ["a repository that keeps nothing", { ...dev, keepImages: 0 }, "ecs-web.dev.keepImages:"],
  ])("with %s", (_case, config, message) => {
    expect(refusalOf(() => validate(config))).toContain(message);
  });

  test("all at once", () => {
    const message = refusalOf(() =>
      validate({ ...website({}), api: { ...dev.api, allowedCidrs: "everyone" }, keepImages: 0 }),
    );

    expect(message.split("\n")).toHaveLength(3);
  });
});
