import { jest } from '@jest/globals';
import { InvalidEventError, LogUnavailableError, makeEvent, newId, type Fact } from '@reprise/event-log';
import type { InputEvent } from '@reprise/contracts';
import { isLeaving, RecordOutbox, withoutSent, withUnsent, type Outgoing } from './record-outbox.ts';

interface Kept extends Outgoing {
  readonly id: string;
}

const context = { actor: 'admin', source: '/reprise/gateway', correlation_id: 'c', causation_id: 'c' };
const input = { name: 'GRCh38', kind: 'reference', params: { reference: '/ref' }, reason: null } as const;
const eventOf = (fact: Fact) =>
  makeEvent(fact, { id: newId(), time: new Date().toISOString(), ...context }) as InputEvent;
const registered = (subject: string) => eventOf({ type: 'input_registered', subject, data: input });
const deleted = (subject: string) =>
  eventOf({
    type: 'upload_deleted',
    subject,
    data: {
      name: 'a_R1.fastq.gz',
      bytes: 1,
      size: 1,
      sha256: null,
      reason: 'wrong patient',
      uploaded_by: 'admin',
      begun_at: '2026-01-01T00:00:00.000Z',
    },
  });

/** A log and records in memory. `outbox` belongs to a process that is starting. */
function outboxLab() {
  const records = new Map<string, Kept>();
  const logged: string[] = [];
  const append = jest.fn((event: InputEvent) => {
    if (!logged.includes(event.id)) logged.push(event.id);
    return Promise.resolve();
  });
  const all = jest.fn(() => Promise.resolve([...records.values()]));
  const remove = jest.fn(({ id }: Kept) => Promise.resolve(void records.delete(id)));
  const outbox = () =>
    new RecordOutbox<Kept>(
      { append },
      {
        all,
        find: (id) => Promise.resolve(records.get(id)),
        idOf: ({ id }) => id,
        forget: (id, sent) => Promise.resolve(records.set(id, withoutSent(records.get(id)!, sent))),
        remove,
      },
    );
  const store = (...events: InputEvent[]) => {
    const id = events[0]!.subject;
    records.set(
      id,
      events.reduce<Kept>((record, event) => withUnsent(record, event), { id }),
    );
    return id;
  };
  return { records, logged, all, append, remove, outbox, store };
}

describe('the outbox of records', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('appends the events of a record in order, and forgets them', async () => {
    const { records, logged, outbox, store } = outboxLab();
    const events = [registered(newId())];
    events.push(registered(events[0]!.subject));
    const id = store(...events);
    await outbox().send(id);
    expect(logged).toEqual(events.map((event) => event.id));
    expect(records.get(id)).toEqual({ id });
  });

  it('deletes the subject of a record only after its event is in the log', async () => {
    const { records, append, remove, outbox, store } = outboxLab();
    const id = store(deleted(newId()));
    append.mockRejectedValueOnce(new Error('the log does not answer'));
    const sending = outbox();
    await sending.start();
    expect(remove).not.toHaveBeenCalled();
    expect(isLeaving(records.get(id)!)).toBe(true);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(append).toHaveBeenCalledTimes(2);
    expect(records.size).toBe(0);
    await sending.stop();
  });

  it('completes an interrupted deletion at its start, with one event', async () => {
    const { records, logged, remove, outbox, store } = outboxLab();
    const id = store(deleted(newId()));
    remove.mockRejectedValueOnce(new Error('killed'));
    await outbox().send(id);
    expect([logged.length, records.size]).toEqual([1, 1]);
    const next = outbox();
    await next.start();
    expect([logged.length, records.size]).toEqual([1, 0]);
    await next.stop();
  });

  it('sends other records when one cannot be sent or removed, and retries that one', async () => {
    const { records, logged, append, remove, outbox, store } = outboxLab();
    const ids = [registered, deleted, registered].map((eventOfKind) => store(eventOfKind(newId())));
    append.mockRejectedValueOnce(new InvalidEventError('input_registered: name: is required'));
    remove.mockRejectedValueOnce(Object.assign(new Error('permission denied'), { code: 'EACCES' }));
    const sending = outbox();
    await sending.start();
    const waiting = () => ids.filter((id) => records.get(id)?.unsent);
    expect([logged.length, waiting()]).toEqual([2, ids.slice(0, 2)]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect([logged.length, waiting()]).toEqual([3, []]);
    await sending.stop();
  });

  it('sends no other record to the log once the log does not answer', async () => {
    const { append, outbox, store } = outboxLab();
    for (const event of [registered(newId()), registered(newId())]) store(event);
    append.mockRejectedValueOnce(new LogUnavailableError('no answer', 'not_stored'));
    const sending = outbox();
    await sending.start();
    expect(append).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(append).toHaveBeenCalledTimes(3);
    await sending.stop();
  });

  it('does not look again after everything is sent', async () => {
    const { all, append, outbox, store } = outboxLab();
    store(registered(newId()));
    const sending = outbox();
    await sending.start();
    await jest.advanceTimersByTimeAsync(20_000);
    expect([all.mock.calls.length, append.mock.calls.length]).toEqual([1, 1]);
    await sending.stop();
  });
});
