import { readFileSync } from 'node:fs';
import getPort, { portNumbers } from 'get-port';

const LOWEST = 10_000;

/**
 * Returns a TCP port of 127.0.0.1 on which nothing listens at this moment. Below the range from which the system gives
 * ports to outgoing connections: one of those, such as a service's own to its database, could take it before it is
 * listened on. From a random one on, so that two processes seldom choose the same.
 */
export async function freePort(range: readonly [number, number] = [LOWEST, lowestOutgoing() - 1]): Promise<number> {
  const [from, to] = range;
  const first = from + Math.floor(Math.random() * (to - from + 1));
  const port = await getPort({ host: '127.0.0.1', port: portNumbers(first, to) });
  // It falls back to a port of the system's range.
  if (port < from || port > to) throw new Error(`No free port was found from ${String(first)} to ${String(to)}`);
  return port;
}

/** Linux; elsewhere the range that IANA names. */
export function lowestOutgoing(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 49_152;
  }
}
