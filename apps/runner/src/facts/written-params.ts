import type { Params } from '@reprise/contracts';
import type { PublishedText } from './published-files.ts';

/** Maximum nesting of arrays and objects. Submitted parameters have fewer levels. */
const DEEPEST = 20;

/**
 * Returns the parameters that a run wrote, from the newest file. Files that are older than its start belong to an
 * earlier attempt.
 */
export function writtenParams(files: readonly PublishedText[], startedAt: string): Params | null {
  const newest = files
    .filter(({ modifiedAt }) => Date.parse(modifiedAt) >= Math.floor(Date.parse(startedAt) / 1000) * 1000)
    .toSorted((a, b) => b.modifiedAt.localeCompare(a.modifiedAt))[0];
  try {
    const given: unknown = JSON.parse(newest?.text ?? 'null');
    return isRecord(given) && depthOf(given) <= DEEPEST ? given : null;
  } catch {
    return null; // not JSON: another program's file
  }
}

const isRecord = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stops looking one level below the deepest. */
function depthOf(value: unknown, above = 0): number {
  if (typeof value !== 'object' || value === null || above > DEEPEST) return above;
  return Math.max(above + 1, ...Object.values(value).map((each) => depthOf(each, above + 1)));
}
