import { setTimeout as delay } from 'node:timers/promises';
import { assertCheckpoint, StreamChangedError, type EventLog } from '@reprise/event-log';
import type { OpenJobs } from '@reprise/job';

interface Waiting {
  readonly signal: AbortSignal;
  readonly everyMs: number;
  /** Told at each try why what the gateway knows is not of this log. */
  readonly onOtherLog: (why: string) => void;
}

/**
 * What a gateway knows of this log; null with no gateway at hand. What it knows of another one, or of an end that this
 * one lost, must not be acted on: then it is asked again until it knows this log.
 */
export async function loadOpenJobs(
  log: EventLog,
  ask: () => Promise<OpenJobs | null>,
  { signal, everyMs, onOtherLog }: Waiting,
): Promise<OpenJobs | null> {
  let held = false;
  while (!signal.aborted) {
    const known = await ask();
    const why = known && (await whyOther(log, known));
    if (why) onOtherLog(why);
    else if (known || !held) return known;
    held = true;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Null where it is of this log. */
async function whyOther(log: EventLog, { as_of, as_of_event, stream_created }: OpenJobs): Promise<string | null> {
  if (!stream_created) return null;
  try {
    await assertCheckpoint(log, { created: stream_created, seq: as_of, event_id: as_of_event });
    return null;
  } catch (error) {
    if (error instanceof StreamChangedError) return error.message;
    throw error;
  }
}
