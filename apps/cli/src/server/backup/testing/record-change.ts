import { derivedId, makeEvent, openJetStreamLog } from '@reprise/event-log';

/** Appends a change to accounts, as a gateway does. */
export async function recordChange(natsUrl: string, n: number): Promise<void> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'test' });
  const [id, subject] = [derivedId('access', n), derivedId('user', n)];
  const context = { id, time: new Date().toISOString(), actor: 'admin', source: '/reprise/gateway' };
  const data = {
    user_id: subject,
    fields: ['role'],
    role: { from: 'admin' as const, to: 'viewer' as const },
    reason: null,
  };
  await log.append(
    makeEvent({ type: 'user_changed', subject, data }, { ...context, correlation_id: 'c', causation_id: id }),
  );
  await log.close();
}
