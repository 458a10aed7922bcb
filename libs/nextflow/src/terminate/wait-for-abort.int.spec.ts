import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { waitForAbort } from './wait-for-abort.ts';

const line = (logger: string) =>
  `Nov-24 13:49:29.649 [main] DEBUG nextflow.${logger} - Session aborted -- Cause: SIGTERM\n`;

describe('waiting for a Nextflow to abort', () => {
  let attemptDir: string;
  let log: string;
  let leaving: AbortController;
  beforeEach(() => {
    attemptDir = mkdtempSync(join(tmpdir(), 'reprise-abort-'));
    ({ log } = attemptFiles(attemptDir));
    leaving = new AbortController();
  });
  afterEach(() => rmSync(attemptDir, { recursive: true }));

  it('ends once its log says so, which may not be there before', async () => {
    const waiting = waitForAbort(attemptDir, leaving.signal);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, line('SessionX'));
    appendFileSync(log, line('Session'));
    expect(await waiting).toBe(true);
  });

  it.each([
    ['there is no log', []],
    ['another class logs it', [line('SessionX')]],
    ['the line is not whole yet', [line('Session').trimEnd()]],
  ])('ends without an answer where it is told to: %s', async (_, lines) => {
    mkdirSync(dirname(log), { recursive: true });
    if (lines.length > 0) writeFileSync(log, lines.join(''));
    const waiting = waitForAbort(attemptDir, leaving.signal);
    leaving.abort(); // after the first look
    expect(await waiting).toBe(false);
  });
});
