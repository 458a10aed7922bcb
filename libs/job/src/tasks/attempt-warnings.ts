import type { AttemptWarning } from '@reprise/contracts';
import type { Progress } from './progress.ts';

/** Returns what is incomplete in a run, and that inputs were not there: a step may have run without them. */
export function attemptWarnings({ warnings = [], inputs }: Progress): AttemptWarning[] {
  const gone = (inputs?.files ?? []).filter(({ problem }) => problem === 'vanished').map(({ path }) => path);
  if (gone.length === 0) return [...warnings];
  const named = gone.length === 1 ? `Input ${gone[0]!} was` : `${gone.length} inputs, such as ${gone[0]!}, were`;
  return [...warnings, { about: 'inputs', message: `${named} gone when Reprise read the inputs.` }];
}
