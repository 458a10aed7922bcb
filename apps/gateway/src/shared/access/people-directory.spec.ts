import { readActorNames, withNamed } from './people-directory.ts';

const gone = () => Promise.reject(new Error('the database is gone'));
const away = { read: gone, named: gone };

describe('the names of actors in an export', () => {
  it('are shortened ids while the accounts cannot be read', async () => {
    const nameOf = await readActorNames(away);
    expect(['user:a1b2c3', 'admin', 'runner:runner-a'].map(nameOf)).toEqual([
      ...['User a1b2', 'Local administrator', 'Runner a'],
    ]);
  });
});

describe('a search by text', () => {
  it('finds no person by name while the accounts cannot be read', async () => {
    expect(await withNamed(away, { q: 'ada' })).toEqual({ q: 'ada', named: [] });
  });

  it('reads no names without a text', async () => {
    expect(await withNamed(away, {})).toEqual({ named: [] });
  });
});
