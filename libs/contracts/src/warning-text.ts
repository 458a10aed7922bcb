import type { AttemptWarning } from './events/fields.ts';

/** A job, or an attempt, that may have warnings. */
interface Ended {
  readonly status: string;
  readonly warnings?: readonly AttemptWarning[] | undefined;
}

/** Returns which parts of a run are incomplete: "Completed; its results may be incomplete: …"; null if none are. */
export function warningText({ status, warnings }: Ended): string | null {
  if (!warnings) return null;
  const all = warnings.map(({ message }) => message).join(' ');
  if (status !== 'completed' && status !== 'succeeded') return all;
  return warnings.some(({ about }) => about === 'results')
    ? `Completed; its results may be incomplete: ${all}`
    : `Completed, with a warning: ${all}`;
}
