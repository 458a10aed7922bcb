import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A range of addresses. */
export type Cidr = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Comma-separated ranges or single addresses, such as `10.0.0.0/8,192.168.1.5`.
 * @throws Error that says what is wrong
 */
export const cidrsOf = (text: string): Cidr[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      if (ipaddr.isValidCIDR(part)) return ipaddr.parseCIDR(part);
      if (!isIP(part)) throw new Error(`"${part}" is neither an address nor a range such as 10.0.0.0/8`);
      const ip = ipaddr.parse(part);
      return [ip, ip.kind() === 'ipv4' ? 32 : 128];
    });
