import { random } from '@reprise/testing/random';

/** Draws, the same for the same seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** One of them; an earlier one more often than a later. */
  oneOf<T>(choices: readonly T[]): T;
  /** @param share of the times, from 0 to 1 */
  happens(share: number): boolean;
}

export function randomFrom(seed: number): Random {
  const next = random(seed);
  return {
    next,
    oneOf: (choices) => choices[Math.floor(next() * next() * choices.length)]!,
    happens: (share) => next() < share,
  };
}
