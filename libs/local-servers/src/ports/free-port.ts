import { readFileSync } from 'node:fs';
import getPort, { portNumbers } from 'get-port';

const LOWEST = 10_000;

/**
 * Returns a free TCP port of 127.0.0.1. It is below the range of ephemeral ports, because an outgoing connection, such
 * as a service's connection to its database, could otherwise take it before it is used. The search starts at a random
 * port, so that two processes rarely choose the same port.
 */
export async function freePort(range: readonly [number, number] = [LOWEST, lowestOutgoing() - 1]): Promise<number> {
  const [from, to] = range;
  const first = from + Math.floor(Math.random() * (to - from + 1));
  const port = await getPort({ host: '127.0.0.1', port: portNumbers(first, to) });
  // Falls back to an ephemeral port.
  if (port < from || port > to) throw new Error(`No free port was found from ${String(first)} to ${String(to)}`);
  return port;
}

/** Lowest ephemeral port on Linux; elsewhere the range that IANA defines. */
export function lowestOutgoing(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 49_152;
  }
}
