import { random } from '@reprise/testing/random';

/** Random draws, reproducible by seed. */
export interface Random {
  /** Number in [0, 1). */
  next(): number;
  /** Item of a list; earlier ones are more likely. */
  oneOf<T>(choices: readonly T[]): T;
  /** @param share probability from 0 to 1 */
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
