/** Draws, the same for the same seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** One of them; an earlier one more often than a later. */
  oneOf<T>(choices: readonly T[]): T;
  /** @param share of the times, from 0 to 1 */
  happens(share: number): boolean;
}

/** Source: mulberry32, by Tommy Ettinger. */
export function randomFrom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    oneOf: (choices) => choices[Math.floor(next() * next() * choices.length)]!,
    happens: (share) => next() < share,
  };
}
