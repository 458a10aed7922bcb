import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignedOutSessions } from './signed-out-sessions.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-signed-out-'));
  file = join(folder, 'of-the-gateway', 'signed-out');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('signed-out sessions', () => {
  it('are known after a restart, from a file that only its owner can read', () => {
    const sessions = new SignedOutSessions(file, 0);
    sessions.add('a', 100);
    sessions.add('b', 200);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = new SignedOutSessions(file, 99);
    expect(['a', 'b', 'c', ''].map((id) => again.has(id))).toEqual([true, true, false, false]);
    expect(readFileSync(file, 'utf8')).toBe('a 100\nb 200\n');
  });

  it('are known to other gateways with the same file', () => {
    const [one, other] = [new SignedOutSessions(file, 0), new SignedOutSessions(file, 0)];
    one.add('a', 100);
    other.add('b', 100);
    expect([one, other].map((each) => ['a', 'b', 'c'].map((id) => each.has(id)))).toEqual(
      Array(2).fill([true, true, false]),
    );
  });

  it('are forgotten once their cookies expire, while the others stay in the file', () => {
    const sessions = new SignedOutSessions(file, 0);
    for (const [id, until] of [
      ['a', 100],
      ['b', 200],
      ['c', 300],
    ] as const)
      sessions.add(id, until);
    const later = new SignedOutSessions(file, 100);
    expect(['a', 'b', 'c'].map((id) => later.has(id))).toEqual([false, true, true]);
    expect(readFileSync(file, 'utf8')).toBe('b 200\nc 300\n');
    later.add('d', 400);
    expect(readFileSync(file, 'utf8')).toBe('b 200\nc 300\nd 400\n');
  });

  it('leave the file unchanged if none has expired', () => {
    new SignedOutSessions(file, 0).add('a', 100);
    const { mtimeMs } = statSync(file);
    expect(new SignedOutSessions(file, 99).has('a')).toBe(true);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
  });

  it('leave an empty file if all have expired', () => {
    mkdirSync(join(folder, 'of-the-gateway'));
    writeFileSync(file, 'a 100\n');
    expect(new SignedOutSessions(file, 100).has('a')).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('fail instead of being treated as empty when the file cannot be read', () => {
    mkdirSync(file, { recursive: true });
    expect(() => new SignedOutSessions(file, 0)).toThrow('EISDIR');
  });
});
