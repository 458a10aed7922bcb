import { userInfo } from 'node:os';
import { GATEWAY_SOURCE, MACHINE_ACTOR, NO_ACCOUNT, type DataOf } from '@reprise/contracts';
import { makeEvent, newId, openJetStreamLog } from '@reprise/event-log';
import type { Servers } from '@reprise/launcher';

/**
 * Records in the log that a backup was restored, so that the history itself shows where it was cut off. Returns the
 * event's sequence.
 */
export async function recordRestore(
  { natsUrl }: Servers,
  restored: Omit<DataOf<'backup_restored'>, 'operator'>,
): Promise<number> {
  const id = newId();
  const context = { id, correlation_id: id, causation_id: id, actor: MACHINE_ACTOR, source: GATEWAY_SOURCE };
  const data = { ...restored, operator: userInfo().username };
  const event = makeEvent(
    { type: 'backup_restored', subject: NO_ACCOUNT, data },
    { ...context, time: new Date().toISOString() },
  );
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise restore' });
  try {
    return (await log.append(event)).seq;
  } finally {
    await log.close();
  }
}

/** Sentence that names the event of a restore. */
export const aboutRecord = (seq: number): string => `The history records this restore as event ${String(seq)}.`;
