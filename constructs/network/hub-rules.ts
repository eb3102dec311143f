import type { Problem } from "../core/errors";
import { isCidrFault, overlaps, readCidr } from "./cidr";

/** Private AS numbers of two and of four bytes. */
const PRIVATE_ASNS = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;
const DOMAIN = /^\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const ATTACHMENT = /^tgw-attach-[0-9a-f]{8,17}$/;
const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/;

/** A spoke as the hub's config states it. */
export interface SpokeConfig {
  /** Block of its VPC; within the supernet and overlapping with no other spoke's. */
  readonly cidr: string;
  /**
   * Id of the attachment that its account made, by which the hub takes it; it is read off there after the spoke's first
   * deployment.
   *
   * @default - none is taken yet
   */
  readonly attachmentId?: string | undefined;
  /**
   * The spokes and sites that it reaches. Two spokes that talk name each other.
   *
   * @default - none: the internet alone
   */
  readonly reaches?: readonly string[] | undefined;
}

/** A VPN to a network outside AWS. */
export interface VpnConfig {
  /** Public IPv4 address of the device at the other end. A change replaces the connection. */
  readonly deviceAddress: string;
  /** AS number of the device, private or public. */
  readonly deviceAsn: number;
  /**
   * Blocks behind the device, where it does not tell them by BGP.
   *
   * @default - told by BGP
   */
  readonly staticCidrs?: readonly string[] | undefined;
}

/** A Direct Connect gateway, to which virtual interfaces of lines are attached by whoever orders them. */
export interface DirectConnectConfig {
  /** Its private AS number, other than the hub's. A change replaces it. */
  readonly amazonSideAsn: number;
  /** Blocks that are told to the site, 1 to 20: those of the spokes. */
  readonly allowedPrefixes: readonly string[];
}

/** What a hub leads together. */
export interface HubNetworks {
  /** Block that holds those of all spokes. */
  readonly supernet: string;
  /** The spokes by the account that each belongs to. */
  readonly spokes: Readonly<Record<string, SpokeConfig>>;
  /** VPN connections by the site that each leads to. */
  readonly vpns: Readonly<Record<string, VpnConfig>>;
  /** Direct Connect gateways by the site that each leads to. */
  readonly directConnects: Readonly<Record<string, DirectConnectConfig>>;
}

const MOST_PREFIXES = 20;

/** Everything about spokes and sites that does not fit together. */
export function hubNetworkProblems(hub: HubNetworks, path: string): readonly Problem[] {
  const supernet = readCidr(hub.supernet);
  return [
    ...(isCidrFault(supernet) ? [{ path: `${path}.supernet`, ...supernet, got: hub.supernet }] : []),
    ...siteNameProblems(hub, path),
    ...Object.keys(hub.spokes).flatMap((name) => spokeProblems(hub, name, `${path}.spokes.${name}`)),
    ...Object.entries(hub.vpns).flatMap(([name, vpn]) => vpnProblems(vpn, `${path}.vpns.${name}`)),
    ...Object.entries(hub.directConnects).flatMap(([name, { amazonSideAsn, allowedPrefixes }]) => {
      const place = `${path}.directConnects.${name}`;
      return [
        ...asnProblems(amazonSideAsn, `${place}.amazonSideAsn`),
        ...cidrProblems(allowedPrefixes, `${place}.allowedPrefixes`),
        ...(allowedPrefixes.length >= 1 && allowedPrefixes.length <= MOST_PREFIXES
          ? []
          : [
              {
                path: `${place}.allowedPrefixes`,
                rule: `are 1 to ${MOST_PREFIXES} blocks`,
                got: allowedPrefixes.length,
                fix: "summarize them",
              },
            ]),
      ];
    }),
  ];
}

/** What is wrong with an AS number of AWS's side of a connection. */
export function asnProblems(asn: number, path: string): readonly Problem[] {
  return Number.isInteger(asn) && PRIVATE_ASNS.some(([least, most]) => asn >= least && asn <= most)
    ? []
    : [
        {
          path,
          rule: `is a private AS number: ${PRIVATE_ASNS.map(([least, most]) => `${least} to ${most}`).join(" or ")}`,
          got: asn,
          fix: "choose one of those that the sites do not use",
        },
      ];
}

/** What is wrong with a list of domains that may be reached. */
export function domainProblems(domains: readonly string[], path: string): readonly Problem[] {
  return [
    ...(domains.length > 0
      ? []
      : [
          {
            path,
            rule: "names a domain, or nothing is reached",
            got: [],
            fix: "name one, or take the firewall away",
          },
        ]),
    ...domains.flatMap((domain, index) =>
      DOMAIN.test(domain) && domains.indexOf(domain) === index
        ? []
        : [
            {
              path: `${path}[${index}]`,
              rule: "is a domain in lower case, with a dot before it for all below, and named once",
              got: domain,
              fix: "write it like example.com or .example.com",
            },
          ],
    ),
  ];
}

function siteNameProblems({ spokes, vpns, directConnects }: HubNetworks, path: string): readonly Problem[] {
  const names = [spokes, vpns, directConnects].flatMap(Object.keys);
  return [
    ...new Set(names.filter((name, index) => names.indexOf(name) !== index || RESERVED.includes(name))),
  ].map((got) => ({
    path,
    rule: "names each spoke and site once, and none egress or firewall",
    got,
    fix: "rename one",
  }));
}

/** Names of the hub's own route tables. */
const RESERVED: readonly string[] = ["egress", "firewall"];

function spokeProblems(hub: HubNetworks, name: string, path: string): readonly Problem[] {
  const { spokes, vpns, directConnects } = hub;
  const { cidr = "", attachmentId, reaches = [] } = spokes[name] ?? {};
  const block = readCidr(cidr);
  if (isCidrFault(block)) {
    return [{ path: `${path}.cidr`, ...block, got: cidr }];
  }
  const supernet = readCidr(hub.supernet);
  const overlapping = Object.entries(spokes).find(([other, spoke]) => {
    const theirs = readCidr(spoke.cidr);
    return other < name && !isCidrFault(theirs) && overlaps(block, theirs);
  });
  return [
    ...(isCidrFault(supernet) || (overlaps(block, supernet) && block.prefix > supernet.prefix)
      ? []
      : [
          {
            path: `${path}.cidr`,
            rule: `is a part of the supernet ${hub.supernet}`,
            got: cidr,
            fix: "choose a free block of it",
          },
        ]),
    ...(overlapping
      ? [
          {
            path: `${path}.cidr`,
            rule: `overlaps that of ${overlapping[0]} (${overlapping[1].cidr})`,
            got: cidr,
            fix: "choose a free block",
          },
        ]
      : []),
    ...(attachmentId === undefined || ATTACHMENT.test(attachmentId)
      ? []
      : [
          {
            path: `${path}.attachmentId`,
            rule: "is the id of an attachment to a transit gateway",
            got: attachmentId,
            fix: "copy it from the output of the spoke's network layer",
          },
        ]),
    ...reaches.flatMap((other, index) => {
      const place = `${path}.reaches[${index}]`;
      if (other in vpns || other in directConnects) {
        return [];
      }
      const spoke = spokes[other];
      if (spoke === undefined || other === name) {
        return [
          {
            path: place,
            rule: "names another spoke or a site",
            got: other,
            fix: `use one of ${[spokes, vpns, directConnects]
              .flatMap(Object.keys)
              .filter((key) => key !== name)
              .join(", ")}`,
          },
        ];
      }
      return spoke.reaches?.includes(name)
        ? []
        : [
            {
              path: place,
              rule: "is answered only when the other reaches it too",
              got: other,
              fix: `add ${name} to what ${other} reaches, or take this away`,
            },
          ];
    }),
  ];
}

function vpnProblems(
  { deviceAddress, deviceAsn, staticCidrs = [] }: VpnConfig,
  path: string,
): readonly Problem[] {
  const isAddress = IPV4.test(deviceAddress) && deviceAddress.split(".").every((part) => Number(part) <= 255);
  return [
    ...(isAddress
      ? []
      : [
          {
            path: `${path}.deviceAddress`,
            rule: "is the public IPv4 address of the device",
            got: deviceAddress,
            fix: "write it like 203.0.113.1",
          },
        ]),
    ...(Number.isInteger(deviceAsn) && deviceAsn >= 1 && deviceAsn <= 4_294_967_294
      ? []
      : [
          {
            path: `${path}.deviceAsn`,
            rule: "is an AS number from 1 to 4294967294",
            got: deviceAsn,
            fix: "ask whoever runs the device",
          },
        ]),
    ...cidrProblems(staticCidrs, `${path}.staticCidrs`),
  ];
}

function cidrProblems(cidrs: readonly string[], path: string): readonly Problem[] {
  return cidrs.flatMap((cidr, index) => {
    const block = readCidr(cidr);
    return isCidrFault(block) ? [{ path: `${path}[${index}]`, ...block, got: cidr }] : [];
  });
}
