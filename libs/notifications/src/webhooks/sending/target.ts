import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Cidr } from '@reprise/settings';
import ipaddr from 'ipaddr.js';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Target of a delivery: exactly these addresses, even if the name resolves to others later. */
export interface Target {
  readonly url: URL;
  readonly addresses: readonly Address[];
}

/** An address that a webhook may not use. The message says why, and what to do. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code = 'TARGET_REFUSED';
}

export type Resolve = (host: string) => Promise<readonly Address[]>;

const SETTING = 'REPRISE_WEBHOOK_ALLOW_PRIVATE';
/** Source: RFC 4291. Other forms of unicast (such as IPv4-compatible `::7f00:1`) are not addresses of the internet. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Checks the targets of webhooks, so that they cannot be used to reach internal services (SSRF). */
export class Targets {
  readonly #allowed: readonly Cidr[];
  readonly #resolve: Resolve;

  /** @param allowed private addresses that the operator allows */
  constructor(allowed: readonly Cidr[], resolve: Resolve = ofSystem) {
    this.#allowed = allowed;
    this.#resolve = resolve;
  }

  /** Resolves the name and checks all of its addresses. @throws TargetError */
  async find(text: string): Promise<Target> {
    const url = parse(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [{ address: host, family: isIP(host) as 4 | 6 }] : await this.lookUp(host);
    for (const { address } of addresses)
      if (!isPublic(address) && !this.isAllowed(address))
        throw new TargetError(
          `${isIP(host) ? address : `${host} is ${address}, which`} is not a public address. The operator of the server can allow it with ${SETTING}.`,
        );
    if (url.protocol === 'http:' && !addresses.every(({ address }) => this.isAllowed(address)))
      throw new TargetError(`must begin with https://; http:// is only for addresses that ${SETTING} allows.`);
    return { url, addresses };
  }

  private async lookUp(host: string): Promise<readonly Address[]> {
    const addresses = await this.#resolve(host).catch(() => []);
    if (addresses.length === 0) throw new TargetError(`no address is known for ${host}. Is the name right?`);
    return addresses;
  }

  private isAllowed(address: string): boolean {
    const ip = ipaddr.process(address);
    return this.#allowed.some(([range, bits]) => range.kind() === ip.kind() && ip.match(range, bits));
  }
}

/** Whether an address is public. IPv4 written as IPv6 counts as the IPv4 address. */
export function isPublic(address: string): boolean {
  const ip = ipaddr.process(address);
  if (ip.range() !== 'unicast') return false;
  return ip.kind() === 'ipv4' || ip.match(GLOBAL_UNICAST);
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new TargetError('must be a whole address, such as https://lims.example.org/reprise');
  if (url.username || url.password) throw new TargetError('must hold no user name or password');
  url.hash = '';
  return url;
}

const ofSystem: Resolve = async (host) => (await lookup(host, { all: true })) as Address[];
