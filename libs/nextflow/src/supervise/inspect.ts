import type { Ended, Inspection } from './spec.ts';

/** What there is of an attempt right now. */
export function inspectAttempt(_attemptDir: string): Inspection {
  throw new Error('not built yet');
}

/** Waits for the end of a launched attempt, own or adopted. Rejects when `signal` aborts the waiting. */
export async function waitForEnd(_attemptDir: string, _options?: { signal?: AbortSignal }): Promise<Ended> {
  throw new Error('not built yet');
}
