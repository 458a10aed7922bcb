import type { AttemptView } from '@reprise/contracts';

type Told = Pick<AttemptView, 'attempt' | 'mode' | 'started_at'>;

/** The rerun that deleted the result files of an attempt before it began; `undefined` where none did. A resume goes on in them. */
export const deletedBy = <T extends Told>({ attempt }: Told, attempts: readonly T[]): T | undefined =>
  attempts.find((later) => later.attempt > attempt && later.mode === 'fresh' && later.started_at !== null);
