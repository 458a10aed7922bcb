import type { CleanPreview, CleanPreviews } from '@reprise/contracts';

/** Files that a clean of many jobs would delete, as far as they have been counted. */
export interface CountedCleans {
  /** Number of jobs requested so far, and the total. */
  readonly asked: number;
  readonly of: number;
  /** Number of jobs that refuse the clean, and of jobs whose runner does not answer. */
  readonly refused: number;
  readonly away: number;
  readonly files: number;
  readonly bytes: number;
  /** Whether there are no more files than were counted. */
  readonly complete: boolean;
  /** The largest paths. */
  readonly paths: CleanPreview['paths'];
}

/** Number of jobs per request. The progress is shown after each request. */
const PART = 20;
const MOST_PATHS = 200;

/**
 * Counts the files that a clean would delete, a few jobs at a time, and emits the sum after each part. Ends when
 * `signal` aborts.
 */
export async function countCleans(
  jobIds: readonly string[],
  ask: (jobIds: string[]) => Promise<CleanPreviews>,
  emit: (sum: CountedCleans) => void,
  signal: AbortSignal,
): Promise<void> {
  let sum: CountedCleans = {
    asked: 0,
    of: jobIds.length,
    refused: 0,
    away: 0,
    files: 0,
    bytes: 0,
    complete: true,
    paths: [],
  };
  const isOver = () => signal.aborted;
  for (let from = 0; from < jobIds.length && !isOver(); from += PART) {
    const { items } = await ask(jobIds.slice(from, from + PART));
    if (isOver()) return;
    sum = items.reduce(added, sum);
    emit(sum);
  }
}

function added(sum: CountedCleans, { refusal, preview }: CleanPreviews['items'][number]): CountedCleans {
  const asked = sum.asked + 1;
  if (refusal !== null) return { ...sum, asked, refused: sum.refused + 1 };
  if (preview === null) return { ...sum, asked, away: sum.away + 1 };
  return {
    ...sum,
    asked,
    files: sum.files + preview.files,
    bytes: sum.bytes + preview.bytes,
    complete: sum.complete && preview.complete,
    paths: [...sum.paths, ...preview.paths].toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_PATHS),
  };
}
