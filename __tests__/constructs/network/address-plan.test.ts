import fc from "fast-check";
import { type AddressPlan, plannedCidr } from "../../../constructs/network/address-plan";
import { type CidrBlock, contains, isCidrFault, overlaps, readCidr } from "../../../constructs/network/cidr";
import { ZONE_LETTERS, type ZoneLetter } from "../../../constructs/network/zones";
import { refusalOf } from "../../support/synthesis";

const VPC: AddressPlan = { cidr: "10.0.0.0/16" };

const block = (text: string): CidrBlock => {
  const read = readCidr(text);
  if (isCidrFault(read)) {
    throw new Error(`${text} ${read.rule}`);
  }
  return read;
};

/** Any plan that AWS could take: a VPC of /16 to /28 and bits that leave subnets of /28 or larger. */
const anyPlan: fc.Arbitrary<{ cidr: string; tierBits: number; zoneBits: number }> = fc
  .record({ prefix: fc.integer({ min: 16, max: 28 }), address: fc.nat({ max: 2 ** 32 - 1 }) })
  .chain(({ prefix, address }) => {
    const spare = 28 - prefix;
    return fc
      .record({
        tierBits: fc.integer({ min: 0, max: spare }),
        zoneBits: fc.integer({ min: 0, max: Math.min(3, spare) }),
      })
      .filter(({ tierBits, zoneBits }) => tierBits + zoneBits <= spare)
      .map((bits) => {
        const first = address - (address % 2 ** (32 - prefix));
        const octets = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255);
        return { cidr: `${octets.join(".")}/${prefix}`, ...bits };
      });
  });

/** A plan with some of its places, each of a slot and a zone. */
const anyPlaces = anyPlan.chain((plan) =>
  fc.record({
    plan: fc.constant(plan),
    places: fc.uniqueArray(
      fc.record({
        slot: fc.nat({ max: 2 ** plan.tierBits - 1 }),
        zone: fc.constantFrom(...ZONE_LETTERS.slice(0, 2 ** plan.zoneBits)),
      }),
      { minLength: 1, maxLength: 24, selector: ({ slot, zone }) => `${slot}${zone}` },
    ),
  }),
);

describe("a planned block", () => {
  test.each<[number, ZoneLetter, string]>([
    [0, "a", "10.0.0.0/23"],
    [0, "c", "10.0.4.0/23"],
    [0, "h", "10.0.14.0/23"],
    [1, "a", "10.0.16.0/23"],
    [1, "c", "10.0.20.0/23"],
    [15, "h", "10.0.254.0/23"],
  ])("of slot %d zone %s in 10.0.0.0/16 is %s", (slot, zone, cidr) => {
    expect(plannedCidr(VPC, slot, zone)).toBe(cidr);
  });

  test("takes its size from the bits", () => {
    expect(plannedCidr({ ...VPC, tierBits: 2, zoneBits: 2 }, 3, "d")).toBe("10.0.240.0/20");
    expect(plannedCidr({ ...VPC, tierBits: 0, zoneBits: 0 }, 0, "a")).toBe("10.0.0.0/16");
    expect(plannedCidr({ cidr: "192.168.255.0/24", tierBits: 2, zoneBits: 2 }, 3, "d")).toBe(
      "192.168.255.240/28",
    );
  });

  test("is right beyond the signed half of the address space", () => {
    expect(plannedCidr({ cidr: "255.255.0.0/16" }, 15, "h")).toBe("255.255.254.0/23");
  });
});

describe("properties of the plan", () => {
  test("no two planned blocks overlap", () => {
    fc.assert(
      fc.property(anyPlaces, ({ plan, places }) => {
        const blocks = places.map(({ slot, zone }) => block(plannedCidr(plan, slot, zone)));
        return blocks.every((one, index) => blocks.slice(index + 1).every((other) => !overlaps(one, other)));
      }),
    );
  });

  test("every planned block lies inside the VPC", () => {
    fc.assert(
      fc.property(anyPlaces, ({ plan, places }) =>
        places.every(({ slot, zone }) => contains(block(plan.cidr), block(plannedCidr(plan, slot, zone)))),
      ),
    );
  });

  test("every planned block is one that AWS takes as a subnet, without host bits", () => {
    fc.assert(
      fc.property(anyPlaces, ({ plan, places }) =>
        places.every(({ slot, zone }) => {
          const { prefix } = block(plannedCidr(plan, slot, zone));
          return prefix >= 16 && prefix <= 28;
        }),
      ),
    );
  });

  test("a plan without room says so instead of giving a block of another slot or zone", () => {
    fc.assert(
      fc.property(
        anyPlan,
        fc.integer({ min: -5, max: 5000 }),
        fc.constantFrom(...ZONE_LETTERS),
        (plan, slot, zone) => {
          const fits =
            slot >= 0 && slot < 2 ** plan.tierBits && ZONE_LETTERS.indexOf(zone) < 2 ** plan.zoneBits;
          if (fits) {
            plannedCidr(plan, slot, zone);
          } else {
            refusalOf(() => plannedCidr(plan, slot, zone));
          }
        },
      ),
    );
  });
});

describe("a plan without room", () => {
  test.each<[string, AddressPlan, number, ZoneLetter, string]>([
    [
      "for its bits",
      { cidr: "10.0.0.0/22" },
      0,
      "a",
      "address plan of 10.0.0.0/22: leaves planned subnets of /29, and AWS takes /28 at the smallest, got 4 tier bits and 3 zone bits in 10.0.0.0/22; lower one of the two or choose a larger VPC",
    ],
    [
      "for a slot",
      VPC,
      16,
      "a",
      "address plan of 10.0.0.0/16: must be a whole number from 0 to 15, got 16; choose a free slot of the plan or raise tierBits before anything is deployed",
    ],
    ["for half a slot", VPC, 0.5, "a", "must be a whole number from 0 to 15, got 0.5"],
    ["below the first slot", VPC, -1, "a", "must be a whole number from 0 to 15, got -1"],
    [
      "for a zone",
      { ...VPC, zoneBits: 1 },
      0,
      "c",
      "address plan of 10.0.0.0/16: has no planned block, as 1 zone bits end with zone b, got c; give the tier its cidrs or raise zoneBits before anything is deployed",
    ],
    [
      "as its VPC is too large",
      { cidr: "10.0.0.0/8" },
      0,
      "a",
      "must have a prefix from /16 to /28, got 10.0.0.0/8",
    ],
    ["as its VPC is no block", { cidr: "10.0.0.0" }, 0, "a", "must be an IPv4 CIDR block, got 10.0.0.0"],
  ])("%s is refused", (_case, plan, slot, zone, message) => {
    expect(refusalOf(() => plannedCidr(plan, slot, zone))).toContain(message);
  });
});

describe("reading a CIDR block", () => {
  test.each(["10.0.0.0/16", "0.0.0.0/0", "255.255.255.255/32"])("takes %s", (text) => {
    expect(block(text).text).toBe(text);
  });

  test.each([
    "10/8",
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0.256/24",
    "010.0.0.0/16",
    "0x0a.0.0.0/16",
    "10.0.0.0/016",
    " 10.0.0.0/16",
    "10.0.0.0/16\n",
    "2001:db8::/32",
    "",
  ])("refuses %j as no IPv4 block", (text) => {
    expect(readCidr(text)).toMatchObject({ rule: "must be an IPv4 CIDR block" });
  });

  test("refuses host bits and names the block that is meant", () => {
    expect(readCidr("10.0.21.7/24")).toEqual({ rule: "has host bits set", fix: "write 10.0.21.0/24" });
  });
});
