import type { Mutant } from './mutant.ts';
import { isListed, type ListedSurvivor } from './survivors.ts';

/** Minimum percentage of mutants that the specs of each subject must detect. */
export const LEAST_SCORE = 95;

/** Number of a subject's mutants for each result. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  /** Mutants that never end. */
  readonly timeouts: number;
  readonly survivors: readonly Mutant[];
  /** Code that is not run by any spec. */
  readonly uncovered: readonly Mutant[];
  /** Percentage of mutants that a spec detects. */
  readonly percent: number;
  /** Survivors without a reason. */
  readonly unlisted: readonly Mutant[];
  /** Reasons without a survivor. */
  readonly stale: readonly ListedSurvivor[];
}

/** Scores the mutants of a subject against its list. For a sample, no entry is considered stale. */
export function score(mutants: readonly Mutant[], listed: readonly ListedSurvivor[], isWhole: boolean): Score {
  const having = (status: string) => mutants.filter((mutant) => mutant.status === status);
  const [killed, timeouts] = [having('Killed').length, having('Timeout').length];
  const [survivors, uncovered] = [having('Survived'), having('NoCoverage')];
  const counted = killed + timeouts + survivors.length + uncovered.length;
  const missed = [...survivors, ...uncovered];
  return {
    mutants: counted,
    killed,
    timeouts,
    survivors,
    uncovered,
    percent: counted === 0 ? 100 : ((killed + timeouts) / counted) * 100,
    unlisted: missed.filter((mutant) => !listed.some((each) => isListed(mutant, each))),
    stale: isWhole ? listed.filter((each) => !missed.some((mutant) => isListed(mutant, each))) : [],
  };
}
