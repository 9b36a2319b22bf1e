import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Addresses that are not of the public internet: the IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its updates),
 * multicast (RFC 5771) and what is reserved (RFC 1112). Entries of the registry that are globally reachable stand here as well
 * where nobody serves a program there.
 */
const specialIPv4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared: carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, metadata of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // IETF protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // AMT
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, limited broadcast
];

/** Of IPv6 only global unicast is public at all, and of that not what stands here (IANA IPv6 Special-Purpose Address Registry). */
const globalUnicast: readonly [network: string, bits: number] = ['2000::', 3];
const specialIPv6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23], // IETF protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: holds an IPv4 address
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
];

const special = new BlockList();
for (const [network, bits] of specialIPv4) special.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of specialIPv6) special.addSubnet(network, bits, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet(...globalUnicast, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address is one that a webhook may call; anything that is none is not. */
export function isCallable(address: string, loopbackAllowed: boolean): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (isIPv4(address)) return !special.check(address, 'ipv4') || (loopbackAllowed && loopback.check(address, 'ipv4'));
  // An address of IPv4 in the clothes of IPv6 is outside of global unicast, and so are NAT64, unique local and link-local ones.
  if (loopbackAllowed && address === '::1') return true;
  return unicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}
