import type { ReadingTools } from './read-outputs.ts';
import { ResultChecks } from '../state/result-checks.ts';

/** Dependencies of a reading without interruptions. */
export const readingTools = (): ReadingTools => ({
  pipeline: undefined,
  checks: new ResultChecks(),
  warn: () => undefined,
  cancelled: new AbortController().signal,
  stopping: new AbortController().signal,
});
