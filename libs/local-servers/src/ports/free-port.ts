import { readFileSync } from 'node:fs';
import getPort, { portNumbers } from 'get-port';

const LOWEST = 10_000;

/**
 * Returns a free TCP port of 127.0.0.1. Below the range of ephemeral ports: an outgoing connection, such as a service's
 * own to its database, could take one before it is used. Starts at random, so that two processes rarely choose the
 * same.
 */
export async function freePort(range: readonly [number, number] = [LOWEST, lowestOutgoing() - 1]): Promise<number> {
  const [from, to] = range;
  const first = from + Math.floor(Math.random() * (to - from + 1));
  const port = await getPort({ host: '127.0.0.1', port: portNumbers(first, to) });
  // Falls back to an ephemeral port.
  if (port < from || port > to) throw new Error(`No free port was found from ${String(first)} to ${String(to)}`);
  return port;
}

/** Linux; elsewhere the range defined by IANA. */
export function lowestOutgoing(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 49_152;
  }
}
