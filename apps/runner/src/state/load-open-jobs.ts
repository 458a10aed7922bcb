import { setTimeout as delay } from 'node:timers/promises';
import { assertCheckpoint, StreamChangedError, type EventLog } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';

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
  { as_of, as_of_event, stream_created }: OpenJobs,
): Promise<string | null> {
  if (!stream_created) return null;
  try {
    await assertCheckpoint(log, { created: stream_created, seq: as_of, event_id: as_of_event });
    return null;
  } catch (error) {
    if (error instanceof StreamChangedError) return error.message;
    throw error;
  }
}
