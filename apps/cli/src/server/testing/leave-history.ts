import { signHeads, Trust } from '@reprise/audit-integrity';
import { derivedId, makeEvent, openJetStreamLog } from '@reprise/event-log';
import { storeMessages } from '@reprise/event-log/testing';
import type { Servers } from '@reprise/launcher';
import { countQuarantined, openReadModel, startProjector } from '@reprise/read-model';
import { waitUntil } from '@reprise/testing';

type Messages = Parameters<typeof storeMessages>[1];

/**
 * Creates what a gateway leaves behind when it stops: a log, its projection, and a signed head.
 * @param audit folder of the heads
 * @param aside messages that are not valid events; they are quarantined, but remain part of the history
 */
export async function leaveHistory(
  { natsUrl, databaseUrl }: Servers,
  audit: string,
  events: number,
  aside: Messages = [],
): Promise<void> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'test' });
  const readModel = await openReadModel({ databaseUrl });
  const trust = await Trust.open({ readModel, folder: audit });
  for (let n = 0; n < events; n++) {
    const [id, subject] = [derivedId('event', n), derivedId('job', n % 3)];
    const context = { id, time: '2026-01-01T00:00:00.000Z', actor: 'ada', source: '/test' };
    const because = { correlation_id: 'c', causation_id: 'k' };
    const data = { from: n, to: n + 1, reason: 'sooner' };
    await log.append(makeEvent({ type: 'priority_changed', subject, data }, { ...context, ...because }));
  }
  if (aside.length > 0) await storeMessages(natsUrl, aside);
  const projector = startProjector({
    readModel,
    log,
    observe: signHeads({ trust, leavingMs: 120_000 }, readModel, log),
  });
  const isProjected = () => {
    const { state, position, problem } = projector.status();
    if (state === 'stream_changed') throw new Error(problem!);
    return position === events + aside.length;
  };
  await waitUntil(isProjected, { what: 'all is projected' });
  await projector.stop();
  expect(await countQuarantined(readModel)).toBe(aside.length);
  await readModel.close();
  await log.close();
}
