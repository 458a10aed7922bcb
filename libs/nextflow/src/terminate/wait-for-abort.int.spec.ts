import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jest } from '@jest/globals';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from '../records/file-tail.ts';
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
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(attemptDir, { recursive: true });
  });

  it('ends once the log reports it, also if the log did not exist before', async () => {
    const waiting = waitForAbort(attemptDir, leaving.signal);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, line('SessionX'));
    appendFileSync(log, line('Session'));
    expect(await waiting).toBe(true);
  });

  it('ends without a result if its log cannot be read', async () => {
    jest.spyOn(FileTail.prototype, 'lines').mockRejectedValue(new Error('EIO: i/o error, read'));
    expect(await waitForAbort(attemptDir, leaving.signal)).toBe(false);
  });

  it('checks again at once while there is more to read, and after a delay otherwise', async () => {
    let looks = 0;
    jest.spyOn(FileTail.prototype, 'lines').mockImplementation(async () => {
      looks += 1;
      return looks % 1000 === 5 ? [line('Session').trimEnd()] : [];
    });
    const behind = jest.spyOn(FileTail.prototype, 'behind', 'get').mockReturnValue(false);
    const took = async () => {
      const began = performance.now();
      expect(await waitForAbort(attemptDir, leaving.signal)).toBe(true);
      return performance.now() - began;
    };
    expect(await took()).toBeGreaterThan(4 * 19);
    behind.mockReturnValue(true);
    // A thousand sleeps would take twenty seconds.
    expect(await took()).toBeLessThan(15_000);
    expect(looks).toBe(1005);
  });

  it.each([
    ['there is no log', []],
    ['another class logs it', [line('SessionX')]],
    ['the line is not whole yet', [line('Session').trimEnd()]],
  ])('ends without a result on request: %s', async (_, lines) => {
    mkdirSync(dirname(log), { recursive: true });
    if (lines.length > 0) writeFileSync(log, lines.join(''));
    const waiting = waitForAbort(attemptDir, leaving.signal);
    leaving.abort(); // after the first check
    expect(await waiting).toBe(false);
  });
});
