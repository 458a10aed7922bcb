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
  /** Receives, at each try, why what the gateway knows is not of this log. */
  readonly onOtherLog: (reason: string) => void;
}

/**
 * Loads what a gateway knows of this log; null where none answers. What it knows of another log, or of an end that this
 * one lost, must not be acted on: then it is asked again until it knows this log.
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

/** Reason why it is not of this log, or null. */
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
