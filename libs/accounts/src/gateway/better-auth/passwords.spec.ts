import { passwords } from './passwords.ts';

describe('the hash of a password', () => {
  it('is Argon2id with the cost that OWASP recommends, and matches that password only', async () => {
    const hash = await passwords.hash('correct horse battery');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify({ hash, password: 'correct horse battery' })).toBe(true);
    expect(await passwords.verify({ hash, password: 'correct horse' })).toBe(false);
  });

  it('differs each time', async () => {
    expect(await passwords.hash('the same')).not.toBe(await passwords.hash('the same'));
  });
});
