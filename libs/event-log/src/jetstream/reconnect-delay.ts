/** Returned to dial at once. */
const NOW = Number.NEGATIVE_INFINITY;

/**
 * Returns a handler of the client's delays between two tries to reconnect, for one connection. The client compares
 * times of day: after the clock was set back by ten minutes, it did not try for ten minutes. This handler measures the
 * time since the last try, and then has the client try at once.
 * @param ms time between two tries
 * @see https://github.com/nats-io/nats.js (nats-core 3.4.0, `dialLoop` in `protocol.ts`)
 */
export function reconnectDelay(ms: number): () => number {
  let last = NOW;
  return () => {
    const now = performance.now();
    if (now - last < ms) return ms;
    last = now;
    return NOW;
  };
}
