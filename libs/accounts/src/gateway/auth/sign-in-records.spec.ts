import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { SignInRecords } from './sign-in-records.ts';

const logged: unknown[] = [];
beforeAll(() => {
  const keep = (...given: unknown[]) => void logged.push(given);
  Logger.overrideLogger({ log: keep, warn: keep, error: keep });
});
afterAll(() => Logger.overrideLogger(['fatal']));
beforeEach(() => logged.splice(0));

const cause = (ip?: string) => ({ correlationId: 'c1', ip });

function stage({ append = async () => 1, add = async () => undefined } = {}) {
  const recorded: unknown[] = [];
  const trail = {
    prepare: (fact: object, actor: string | null) => (recorded.push({ ...fact, actor }), { fact }),
    append: jest.fn(append),
  };
  const outbox = { add: jest.fn(add) };
  return { records: new SignInRecords(trail as never, outbox as never), recorded, trail, outbox };
}
const wrong = { method: 'password', why: 'wrong_password' };

describe('the event of a failed sign-in', () => {
  it('names the account, if it exists, and has no actor', async () => {
    const { records, recorded } = stage();
    await records.failed(wrong, 'u1', cause('10.0.0.7'));
    await records.failed(wrong, undefined, cause('10.0.0.7'));
    expect(recorded).toEqual([
      { type: 'sign_in_failed', data: wrong, subject: 'u1', actor: null },
      { type: 'sign_in_failed', data: wrong, actor: null },
    ]);
  });

  it('is recorded once a minute for the same account, address, way and reason', async () => {
    const { records, recorded } = stage();
    await records.failed(wrong, 'u1', cause('10.0.0.7'));
    await records.failed(wrong, 'u1', cause('10.0.0.7'));
    expect(recorded).toHaveLength(1);
    const msg = 'A sign-in failed again, and is not recorded';
    expect(logged).toEqual([[{ msg, ...wrong, userId: 'u1', more: 1 }, 'Access']]);
    await records.failed(wrong, 'u2', cause('10.0.0.7'));
    await records.failed(wrong, 'u1', cause('10.0.0.8'));
    await records.failed({ ...wrong, method: 'passkey' }, 'u1', cause('10.0.0.7'));
    await records.failed({ ...wrong, why: 'disabled' }, 'u1', cause('10.0.0.7'));
    expect(recorded).toHaveLength(5);
  });
});

describe('the event of a sign-in', () => {
  const fact = { type: 'signed_in', data: { method: 'password' }, subject: 'u1' } as const;

  it('is appended to the log', async () => {
    const { records, trail, outbox } = stage();
    await records.record(fact, 'user:u1', cause());
    expect(trail.append.mock.calls).toEqual([[{ fact }]]);
    expect(outbox.add).not.toHaveBeenCalled();
  });

  it('waits in the outbox while the log does not answer', async () => {
    const { records, outbox } = stage({ append: () => Promise.reject(new Error('away')) });
    await records.record(fact, 'user:u1', cause());
    expect(outbox.add.mock.calls).toEqual([[{ fact }]]);
  });

  it('admits the person if neither accepts it', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { records } = stage({ append: away, add: away });
    await expect(records.record(fact, 'user:u1', cause())).resolves.toBeUndefined();
    const fields = { err: expect.any(Error) as Error, type: 'signed_in', actor: 'user:u1' };
    expect(logged).toEqual([[fields, 'A sign-in could not be recorded', 'Access']]);
  });
});
