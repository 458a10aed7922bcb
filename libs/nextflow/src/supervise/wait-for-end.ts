import { waitUntil } from '../process/wait-until.ts';
import { inspectAttempt } from './inspect.ts';
import type { Ended } from './spec.ts';

/** Waits for the end of a launched attempt, own or adopted. Rejects when `signal` aborts the waiting, or nothing was launched. */
export async function waitForEnd(
  attemptDir: string,
  { signal, everyMs = 200 }: { signal?: AbortSignal; everyMs?: number } = {},
): Promise<Ended> {
  let found = inspectAttempt(attemptDir);
  const over = () => {
    found = inspectAttempt(attemptDir);
    return found.status !== 'gated' && found.status !== 'running';
  };
  await waitUntil(over, { everyMs, signal });
  if (found.status === 'none' || found.status === 'gated' || found.status === 'running') {
    throw new Error(`nothing was launched in ${attemptDir}`);
  }
  return found;
}
