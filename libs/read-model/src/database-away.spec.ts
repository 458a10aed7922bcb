import { isDatabaseAway } from './database-away.ts';

const withCode = (code: string) => Object.assign(new Error('no'), { code });

describe('a database failure', () => {
  it.each([
    withCode('ECONNREFUSED'),
    withCode('57P01'),
    // Caused by `ss -K`, and by a remote server.
    ...['ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EAI_FAIL'].map(withCode),
    new Error('Connection terminated unexpectedly'),
    // A hanging server.
    new Error('Query read timeout'),
    Object.assign(new Error('wrapped'), { previous: withCode('08006') }),
    new Error('outer', { cause: new AggregateError([withCode('ECONNREFUSED')]) }),
  ])('is detected by %o', (error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([withCode('23505'), withCode('ENOENT'), new Error('syntax error'), null, 'ECONNREFUSED'])(
    'is not detected by %o',
    (error) => {
      expect(isDatabaseAway(error)).toBe(false);
    },
  );
});
