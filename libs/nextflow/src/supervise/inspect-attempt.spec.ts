import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootId, readStat } from '../process/process-identity.ts';
import { attemptFiles } from './attempt-files.ts';
import { inspectAttempt } from './inspect-attempt.ts';

describe('the inspection of an attempt', () => {
  let attemptDir: string;
  beforeEach(() => {
    attemptDir = mkdtempSync(join(tmpdir(), 'reprise-inspect-'));
    const files = attemptFiles(attemptDir);
    writeFileSync(files.process, `${process.pid} 0 ${bootId()}\n`); // another process had this pid
    writeFileSync(files.opened, '');
  });
  afterEach(() => rmSync(attemptDir, { recursive: true }));

  const exitFile = (text: string) => writeFileSync(attemptFiles(attemptDir).exit, text);
  const status = () => inspectAttempt(attemptDir).status;
  const supervise = () =>
    writeFileSync(
      attemptFiles(attemptDir).supervisor,
      `${process.pid} ${readStat(process.pid)!.startTime} ${bootId()}\n`,
    );

  it.each([
    ['0  \n', 0],
    ['1\n', 1],
    ['137\n', 137],
  ])('reads the exit code of %j', (text, exit_code) => {
    exitFile(text);
    expect(inspectAttempt(attemptDir)).toMatchObject({ status: 'exited', exit_code });
  });

  it.each(['', '   \n', '\0\0\0\0', '0x1\n', '-1\n', '1000\n'])('reads no exit code from %j', (text) => {
    exitFile(text);
    expect(status()).toBe('vanished');
  });

  it('finds no end in a blank exit file while the supervisor lives', () => {
    exitFile('   \n');
    supervise();
    expect(status()).toBe('running');
    exitFile('0  \n');
    expect(status()).toBe('exited');
  });
});
