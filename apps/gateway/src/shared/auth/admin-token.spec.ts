import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken, readOrCreateToken } from './admin-token.ts';
import { MachineAccess } from './machine-access.ts';

describe("the machine's own token", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-token-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('differs from every other text', () => {
    const token = adminToken('a-token-of-the-machine');
    expect(token.isToken('a-token-of-the-machine')).toBe(true);
    for (const other of ['', 'a-token-of-the-machine ', 'A-token-of-the-machine', 'a-token-of-the'])
      expect(token.isToken(other)).toBe(false);
  });

  it('derives a separate key for each purpose', () => {
    const [one, other] = [adminToken('a'.repeat(20)), adminToken('b'.repeat(20))];
    expect(one.keyFor('sessions')).toEqual(one.keyFor('sessions'));
    expect(one.keyFor('sessions')).toHaveLength(32);
    expect(one.keyFor('sessions')).not.toEqual(one.keyFor('cookies'));
    expect(one.keyFor('sessions')).not.toEqual(other.keyFor('sessions'));
  });

  it('is created once, with 256 bits, readable by its owner alone', () => {
    const file = join(folder, 'admin.token');
    const token = readOrCreateToken(file);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(readFileSync(file, 'utf8')).toBe(`${token}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrCreateToken(file)).toBe(token);
  });

  it('has at least 16 characters, without surrounding spaces', () => {
    const file = join(folder, 'admin.token');
    writeFileSync(file, ` ${'a'.repeat(16)}\n`);
    expect(readOrCreateToken(file)).toBe('a'.repeat(16));
    writeFileSync(file, `${'a'.repeat(15)}  \n`);
    expect(() => readOrCreateToken(file)).toThrow(`${file} holds no token of at least 16 characters`);
  });
});

describe("a sign-in with the machine's token", () => {
  it('counts while it is enabled, or otherwise until an admin has an account', () => {
    const [on, off] = [new MachineAccess(true), new MachineAccess(false)];
    expect([on.isAccepted, off.isAccepted]).toEqual([true, true]);
    on.hasAdmin = true;
    off.hasAdmin = true;
    expect([on.isAccepted, off.isAccepted]).toEqual([true, false]);
  });

  it('lasts at most an hour once people have accounts', () => {
    const access = new MachineAccess(true);
    expect(access.maxSessionMs(86_400_000)).toBe(86_400_000);
    access.hasAccounts = true;
    expect([access.maxSessionMs(86_400_000), access.maxSessionMs(60_000)]).toEqual([3_600_000, 60_000]);
  });
});
