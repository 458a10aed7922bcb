import { GATEWAY_SOURCE, type AccessEvent } from '@reprise/contracts';
import { makeEvent, MemoryEventLog, newId } from '@reprise/event-log';
import { AccessEndings } from './access-endings.ts';
import { KnownAccess } from './known-access.ts';

const [ANA, BEN] = [newId(), newId()];
const access = {
  principal: { actor: `user:${ANA}`, name: 'Ana', role: 'admin', kind: 'person', userId: ANA },
} as const;

let log: MemoryEventLog;
let known: KnownAccess<typeof access>;
beforeEach(async () => {
  log = new MemoryEventLog();
  const endings = new AccessEndings(log);
  await endings.onApplicationBootstrap();
  known = new KnownAccess(endings);
});

function append(fact: Pick<AccessEvent, 'type' | 'data' | 'subject'>) {
  const id = newId();
  const by = { id, actor: `user:${BEN}`, source: GATEWAY_SOURCE, time: new Date().toISOString() };
  return log.append(makeEvent(fact as AccessEvent, { ...by, correlation_id: id, causation_id: id }));
}
const disabled = (user_id: string) =>
  append({
    type: 'user_changed',
    subject: user_id,
    data: { user_id, fields: ['disabled'], disabled: true, reason: null },
  });

describe('access that was found in the database', () => {
  it('continues while the log has no change of it', async () => {
    known.set('secret', access, known.reached);
    await disabled(BEN);
    await append({ type: 'signed_in', subject: ANA, data: { method: 'password' } });
    expect(await known.get('secret')).toBe(access);
    expect(await known.get('another')).toBeUndefined();
  });

  it('ends with a change in the log, also by another gateway', async () => {
    known.set('secret', access, known.reached);
    await disabled(ANA);
    expect(await known.get('secret')).toBeUndefined();
  });

  it('ends with a change that was appended while the database was queried', async () => {
    const { reached } = known;
    await disabled(ANA);
    known.set('secret', access, reached);
    expect(await known.get('secret')).toBeUndefined();
  });

  it('is not kept if the log has not answered, or if a later query found none', async () => {
    known.set('secret', access, undefined);
    expect(await known.get('secret')).toBeUndefined();
    known.set('secret', access, known.reached);
    known.set('secret', undefined, known.reached);
    expect(await known.get('secret')).toBeUndefined();
  });

  it('is not accepted while the log does not answer', async () => {
    const endings = new AccessEndings({
      lastSeq: () => Promise.resolve(0),
      read: () => {
        throw new Error('away');
      },
    });
    await endings.onApplicationBootstrap();
    const other = new KnownAccess<typeof access>(endings);
    other.set('secret', access, other.reached);
    await expect(other.get('secret')).rejects.toThrow('away');
  });
});
