import { acknowledgement, isUnexpected, jobsIn, Ledger, outcomeOf } from './ledger.ts';

describe('the ledger', () => {
  it('gives each command its own token', () => {
    const ledger = new Ledger('seed-1');
    expect([ledger.begin('submit', null), ledger.begin('cancel', 'J')].map(({ token }) => token)).toEqual([
      'seed-1-1',
      'seed-1-2',
    ]);
  });

  it('treats a command without a response, or with 503, as unanswered until a later try is answered', () => {
    const ledger = new Ledger('s');
    const command = ledger.begin('submit', null);
    expect(ledger.answer(command, { status: null })).toBe(false);
    expect(ledger.answer(command, { status: 503 })).toBe(false);
    expect(outcomeOf(ledger.commands[0]!)).toBe('unanswered');
    expect(ledger.answer(command, { status: 202, seq: 4, command_id: 'c', job_id: 'J' })).toBe(true);
    expect(outcomeOf(ledger.commands[0]!)).toBe('acknowledged');
    expect(acknowledgement(ledger.commands[0]!)?.seq).toBe(4);
    expect(jobsIn(ledger.commands)).toEqual(['J']);
  });

  it.each([400, 404, 409, 422])('treats %i as a refusal', (status) => {
    const ledger = new Ledger('s');
    expect(ledger.answer(ledger.begin('cancel', 'J'), { status })).toBe(true);
    expect(outcomeOf(ledger.commands[0]!)).toBe('refused');
    expect(jobsIn(ledger.commands)).toEqual([]);
  });

  it('expects no other status', () => {
    expect([null, 202, 400, 404, 409, 422, 503].map((status) => isUnexpected({ status }))).not.toContain(true);
    expect([200, 401, 429, 500, 504].map((status) => isUnexpected({ status }))).not.toContain(false);
  });
});
