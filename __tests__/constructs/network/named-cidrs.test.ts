import { internetCidrProblems } from "../../../constructs/network/named-cidrs";

describe("blocks that are to come over the internet", () => {
  const networkOf = (cidr: string) => internetCidrProblems({ operator: cidr }, "at").map(({ rule }) => rule);

  it.each([
    ["10.255.255.255/32", "10.0.0.0/8"],
    ["172.16.0.1/32", "172.16.0.0/12"],
    ["172.31.255.0/24", "172.16.0.0/12"],
    ["192.168.1.20/32", "192.168.0.0/16"],
    ["100.64.0.1/32", "100.64.0.0/10"],
    ["127.0.0.1/32", "127.0.0.0/8"],
    ["169.254.169.254/32", "169.254.0.0/16"],
    ["224.0.0.1/32", "224.0.0.0/4"],
    ["255.255.255.255/32", "240.0.0.0/4"],
  ])("are refused as %s, of %s", (cidr, network) => {
    expect(networkOf(cidr)).toEqual([`must be an address of the internet, not of ${network}`]);
  });

  it.each([
    "9.255.255.255/32",
    "11.0.0.0/32",
    "100.63.255.255/32",
    "100.128.0.0/32",
    "172.15.255.255/32",
    "172.32.0.0/32",
    "192.167.255.255/32",
    "223.255.255.255/32",
    "8.0.0.0/6",
  ])("are accepted as %s", (cidr) => {
    expect(networkOf(cidr)).toEqual([]);
  });

  it("say nothing of what is no block at all, which others refuse", () => {
    expect(networkOf("operator")).toEqual([]);
  });
});
