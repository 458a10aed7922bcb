import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { BrowserSessions } from './browser-sessions.ts';
import { SignedOutSessions } from './signed-out-sessions.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'reprise-sessions-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function stage(file = join(folder, `signed-out-${String(files++)}`)) {
  const clock = { now: 1_800_000_000_000 };
  const signedOut = new SignedOutSessions(file, clock.now);
  const options = { idleMs: HOUR, maxMs: () => 10 * HOUR, now: () => clock.now };
  const sessions = new BrowserSessions({ key: Buffer.from('key'), signedOut, ...options });
  return { sessions, clock, file };
}

describe('the session of a browser', () => {
  it('is found by its cookie, and by no other', () => {
    const { sessions } = stage();
    const session = sessions.open();
    const cookie = sessions.cookieOf(session);
    expect(sessions.find(cookie)).toEqual(session);
    const [id, opened, used, signature] = cookie.split('.');
    for (const forged of [
      `${id!}.${opened!}.zzzzzzzz.${signature!}`,
      `${id!}.${opened!}.${used!}.${'A'.repeat(43)}`,
      `${cookie}.more`,
      id!,
      '',
      '...',
    ])
      expect([forged, sessions.find(forged)]).toEqual([forged, undefined]);
    const others = new BrowserSessions({
      key: Buffer.from('other'),
      idleMs: HOUR,
      maxMs: () => HOUR,
      signedOut: new Set<string>() as never,
    });
    expect(others.find(cookie)).toBeUndefined();
  });

  it('expires when it is unused, and is renewed by use', () => {
    const { sessions, clock } = stage();
    const session = sessions.open();
    expect(sessions.renew(session)).toBeUndefined();
    clock.now += HOUR / 20 - 1;
    expect(sessions.renew(session)).toBeUndefined();
    clock.now += 1;
    expect(sessions.renew(session)).toEqual({ ...session, usedAt: clock.now });
    clock.now += HOUR - HOUR / 20 - 1;
    const renewed = sessions.renew(sessions.find(sessions.cookieOf(session))!)!;
    clock.now += HOUR - 1;
    expect(sessions.find(sessions.cookieOf(session))).toBeUndefined();
    expect(sessions.find(sessions.cookieOf(renewed))).toEqual(renewed);
    clock.now += 1;
    expect(sessions.find(sessions.cookieOf(renewed))).toBeUndefined();
  });

  it('expires finally, however much it is used', () => {
    const { sessions, clock } = stage();
    let session = sessions.open();
    for (let n = 0; n < 19; n++) {
      clock.now += HOUR / 2;
      session = sessions.renew(sessions.find(sessions.cookieOf(session))!)!;
    }
    clock.now += HOUR / 2;
    expect(sessions.find(sessions.cookieOf(session))).toBeUndefined();
  });

  it('ends its streams at its final end, although it is in use', () => {
    jest.useFakeTimers();
    try {
      const { sessions, clock } = stage();
      let ended = 0;
      sessions.endOf(sessions.open()).subscribe(() => ended++);
      clock.now += 10 * HOUR - 1;
      jest.advanceTimersByTime(60_000);
      expect(ended).toBe(0);
      clock.now += 1;
      jest.advanceTimersByTime(15_000);
      expect(ended).toBe(1);
      jest.advanceTimersByTime(60_000);
      expect(ended).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('ends with its streams at a sign-out, also after a restart and for a copy of its cookie', () => {
    const { sessions, file, clock } = stage();
    const [session, other] = [sessions.open(), sessions.open()];
    let ended = 0;
    sessions.endOf(session).subscribe(() => ended++);
    const stillOpen = sessions.endOf(other).subscribe(() => (ended += 100));
    sessions.signOut(session);
    expect(ended).toBe(1);
    stillOpen.unsubscribe();
    for (const now of [sessions, stage(file).sessions]) {
      expect(now.find(sessions.cookieOf(session))).toBeUndefined();
      expect(now.find(sessions.cookieOf(other))).toEqual(other);
    }
    new SignedOutSessions(file, clock.now + 11 * HOUR);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
