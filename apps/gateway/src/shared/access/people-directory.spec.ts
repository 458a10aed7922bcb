import { readActorNames } from './people-directory.ts';

describe('the names of actors in an export', () => {
  it('are parts of their ids while the accounts cannot be read', async () => {
    const nameOf = await readActorNames({ read: () => Promise.reject(new Error('the database is gone')) });
    expect(['user:a1b2c3', 'admin', 'runner:runner-a'].map(nameOf)).toEqual([
      ...['User a1b2', 'Local administrator', 'Runner a'],
    ]);
  });
});
