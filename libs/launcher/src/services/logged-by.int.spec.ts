import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loggedBy } from './logged-by.ts';
import { rotateLog } from '../watch/rotate-logs.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-logged-by-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the log output of a process', () => {
  it('begins at the end of its log at the start, and continues after a rotation', async () => {
    const logFile = join(folder, 'gateway.log');
    appendFileSync(logFile, 'listening, before\n');
    const launched = { logFile, logStart: 18 };
    expect(await loggedBy(launched)).toBe('');
    appendFileSync(logFile, 'starting\n');
    expect(await loggedBy(launched)).toBe('starting\n');
    await rotateLog(logFile, { maxBytes: 1, files: 2 });
    appendFileSync(logFile, 'listening\n');
    expect(await loggedBy(launched)).toBe('starting\nlistening\n');
  });

  it('is empty without a log', async () => {
    expect(await loggedBy({ logFile: join(folder, 'none.log'), logStart: 0 })).toBe('');
  });
});
