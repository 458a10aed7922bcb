import { commandIds } from './command-ids.ts';

const caller = (idempotency_key?: string) => ({
  actor: 'ada',
  correlation_id: 'c',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ...(idempotency_key !== undefined && { idempotency_key }),
});

describe('the ids of a command', () => {
  it('are new without a key', () => {
    expect(commandIds(caller(), 'r', {}).id).not.toBe(commandIds(caller(), 'r', {}).id);
  });

  it('are equal for an equal key, whatever the order of the fields', () => {
    const body = { reason: 'x', params: { a: 1, b: [2] } };
    const same = { params: { b: [2], a: 1 }, reason: 'x' };
    expect(commandIds(caller('k'), 'r', body)).toEqual(commandIds(caller('k'), 'r', same));
  });

  it('differ by actor, route and key, and with another body only in the id that events name as cause', () => {
    const ids = commandIds(caller('k'), 'r', {});
    expect(commandIds(caller('k2'), 'r', {}).id).not.toBe(ids.id);
    expect(commandIds(caller('k'), 'r2', {}).id).not.toBe(ids.id);
    expect(commandIds({ ...caller('k'), actor: 'bob' }, 'r', {}).id).not.toBe(ids.id);
    const other = commandIds(caller('k'), 'r', { reason: 'x' });
    expect(other.id).toBe(ids.id);
    expect(other.causation_id).not.toBe(ids.causation_id);
  });

  it.each(['"\\ud83d"', '1e999'])('accept any value that JSON can hold: %s', (json) => {
    const body = { reason: JSON.parse(json) as unknown };
    expect(commandIds(caller('k'), 'r', body)).toEqual(commandIds(caller('k'), 'r', body));
  });

  it('differ between a text and a list with the same characters', () => {
    expect(commandIds(caller('k'), 'r', { a: ['x'] }).causation_id).not.toBe(
      commandIds(caller('k'), 'r', { a: { 0: 'x' } }).causation_id,
    );
  });
});
