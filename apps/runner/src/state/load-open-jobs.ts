import { setTimeout as delay } from 'node:timers/promises';
import {
  assertSameEvent,
  assertSameLog,
  entryAt,
  StreamChangedError,
  waitForHead,
  type EventLog,
} from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';
import { WATCHED } from './watched.ts';

interface LoadOptions {
  readonly signal: AbortSignal;
  readonly everyMs: number;
  /** Called on each try with the reason why the gateway's state does not match this log. */
  readonly onOtherLog: (reason: string) => void;
}

/**
 * Loads a gateway's state of this log; null if no gateway answers. Never returns the state of a different log or of a
 * truncated one, because the runner must not act on it. Retries until the state matches.
 */
export async function loadOpenJobs(
  log: EventLog,
  ask: () => Promise<OpenJobs | null>,
  { signal, everyMs, onOtherLog }: LoadOptions,
): Promise<OpenJobs | null> {
  let isWaiting = false;
  while (!signal.aborted) {
    const known = await ask();
    const reason = known && (await reasonOfOtherLog(log, known));
    if (reason) onOtherLog(reason);
    else if (known || !isWaiting) return known;
    isWaiting = true;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Returns why the state does not match this log, or null. */
async function reasonOfOtherLog(
  log: EventLog,
  { as_of, last_event, stream_created }: OpenJobs,
): Promise<string | null> {
  if (!stream_created) return null;
  try {
    const head = await waitForHead(as_of, () => log.head());
    assertSameLog(head, as_of + 1, stream_created);
    if (last_event) await assertSameEvent(head, last_event, (seq) => entryAt(log, seq, WATCHED));
    return null;
  } catch (error) {
    if (error instanceof StreamChangedError) return error.message;
    throw error;
  }
}
