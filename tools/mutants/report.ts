import type { Mutant } from './mutant.ts';
import { LEAST_SCORE, type Score } from './score.ts';

/** Returns a one-line summary of a subject. */
export function summary(name: string, score: Score, seconds: number): string {
  const { mutants, killed, timeouts, survivors, uncovered, percent } = score;
  const counts = `${killed} killed, ${timeouts} timed out, ${survivors.length} survived, ${uncovered.length} not covered`;
  return `${name}: ${percent.toFixed(1)} % of ${mutants} mutants noticed (${counts}; ${minutes(seconds)})`;
}

/** Returns one line about a sample: how to reproduce it, and the estimate for the whole (Wilson interval of 95 %). */
export function ofSample(
  { mutants, percent }: Score,
  sample: { readonly percent: number; readonly seed: string },
): string {
  const [z, part] = [1.96, percent / 100];
  const share = 1 + z ** 2 / mutants;
  const [middle, spread] = [
    (part + z ** 2 / (2 * mutants)) / share,
    (z / share) * Math.sqrt((part * (1 - part)) / mutants + z ** 2 / (4 * mutants ** 2)),
  ];
  const [low, high] = [middle - spread, middle + spread].map((each) => (each * 100).toFixed(1));
  return `A sample of ${String(sample.percent)} % with --seed ${sample.seed}: of all, ${low} to ${high} %, with 95 % confidence`;
}

/**
 * Returns the mutants that were detected only by a timeout, one per line. They need a review, because a busy machine
 * also causes timeouts.
 */
export function heldUp(mutants: readonly Mutant[]): string[] {
  return mutants
    .filter(({ status }) => status === 'Timeout')
    .map((mutant) => `${place(mutant)}: noticed by time only: ${mutant.from} → ${mutant.to} (${mutant.reason})`);
}

/** Returns the problems with the specs or the list of a subject, one per line. */
export function problems(name: string, { percent, unlisted, stale }: Score): string[] {
  const list = `tools/mutants/survivors/${name}.json`;
  return [
    ...unlisted.map((mutant) => `${place(mutant)}: no spec notices ${mutant.from} → ${mutant.to}`),
    ...stale.map(({ file, from, to }) => `${list} names a mutant that is noticed or gone: ${file}: ${from} → ${to}`),
    ...(percent < LEAST_SCORE ? [`${name}: ${percent.toFixed(1)} % are less than ${LEAST_SCORE} %`] : []),
  ];
}

function place({ file, lineNumber, status }: Mutant): string {
  return `${file}:${lineNumber}${status === 'NoCoverage' ? ' (not run by any spec)' : ''}`;
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
