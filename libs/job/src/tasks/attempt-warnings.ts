import type { AttemptWarning } from '@reprise/contracts';
import type { Progress } from './progress.ts';

/** Returns warnings about incomplete parts of a run and about missing inputs, without which a step may have run. */
export function attemptWarnings({ warnings = [], inputs }: Progress): AttemptWarning[] {
  const gone = (inputs?.files ?? []).filter(({ problem }) => problem === 'vanished').map(({ path }) => path);
  if (gone.length === 0) return [...warnings];
  const named = gone.length === 1 ? `Input ${gone[0]!} was` : `${gone.length} inputs, such as ${gone[0]!}, were`;
  return [...warnings, { about: 'inputs', message: `${named} gone when Reprise read the inputs.` }];
}
