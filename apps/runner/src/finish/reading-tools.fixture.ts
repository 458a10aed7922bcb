import type { ReadingTools } from './read-outputs.ts';
import { ResultChecks } from '../state/result-checks.ts';

/** Dependencies for reading results without interruptions. */
export const readingTools = (): ReadingTools => ({
  pipeline: undefined,
  checks: new ResultChecks(),
  warn: () => undefined,
  cancelled: new AbortController().signal,
  stopping: new AbortController().signal,
});
