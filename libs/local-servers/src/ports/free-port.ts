import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOWEST = 10_000;
const MOST_TRIES = 200;

/**
 * A TCP port of 127.0.0.1 on which nothing listens at this moment. Below the range from which the system gives ports to
 * outgoing connections: one of those, such as a service's own to its database, could take it before it is listened on.
 */
export async function freePort(range: readonly [number, number] = [LOWEST, lowestOutgoing() - 1]): Promise<number> {
  const [from, to] = range;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = from + Math.floor(Math.random() * (to - from + 1));
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found from ${String(from)} to ${String(to)}`);
}

/** Linux; elsewhere the range that IANA names. */
export function lowestOutgoing(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 49_152;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
