import { makeEvents } from './make-event.ts';
import { batchEventId, commandId, derivedId, newId, observationId, taskEventId } from './ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([57])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('Ids', () => {
  it('sort by time if they are new', () => {
    const ids = Array.from({ length: 100 }, newId);
    expect(ids.every((id) => UUID.exec(id)?.[1] === '7')).toBe(true);
    expect([...ids].sort()).toEqual(ids);
  });

  it('stay equal from release to release if they are derived', () => {
    const job = '01890a5d-ac96-774b-bcce-b302099a8057';
    expect(taskEventId(job, 1, 'ab/cdef12', 'task_started')).toBe('8049db05-4974-55be-8589-ffe5925a5852');
    expect(observationId(job, 1, 'session_observed')).toBe('1f4fce51-90c7-5d26-8442-c5c414285c79');
    expect(commandId('admin', '/api/jobs', 'key-1')).toBe('d99a5ca2-8020-5a9c-9b3e-341071da47e3');
    expect(batchEventId(job, 1)).toBe('96312855-1954-5c83-859d-9a06bdedb153');
  });

  it('keep their parts apart if they are derived', () => {
    const ids = [
      derivedId('a', 'bc'),
      derivedId('ab', 'c'),
      derivedId('abc'),
      derivedId('a', 'bc', 1),
      derivedId('a,bc'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => UUID.exec(id)?.[1] === '5')).toBe(true);
  });

  it('follow from the first in a batch', () => {
    const context = { id: newId(), time: '', actor: '', source: '', correlation_id: '', causation_id: '' };
    const fact = { type: 'queue_paused', subject: 'default', data: { reason: null } } as const;
    const make = () => makeEvents([fact, fact, fact], context).map(({ id }) => id);
    expect(make()).toEqual(make());
    expect(make()[0]).toBe(context.id);
    expect(new Set(make()).size).toBe(3);
  });
});
