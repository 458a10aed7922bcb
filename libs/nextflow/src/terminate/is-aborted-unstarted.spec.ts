import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch } from '../testing/scratch.ts';
import { isAbortedUnstarted } from './is-aborted-unstarted.ts';

let scratch: Scratch;
let attemptDir: string;
let log: string;
beforeEach(() => {
  scratch = new Scratch();
  ({ attemptDir } = scratch.spec(['true']));
  ({ log } = attemptFiles(attemptDir));
  mkdirSync(dirname(log), { recursive: true });
});
afterEach(() => scratch.end());

const line = (logger: string, text: string) => `Nov-24 13:49:29.649 [main] DEBUG nextflow.${logger} - ${text}\n`;
const launched = line('script.ScriptRunner', '> Launching execution');
const started = line('processor.TaskProcessor', 'Starting process > ALIGN');
const aborted = line('Session', 'Session aborted -- Cause: SIGTERM');

describe('a Nextflow that aborts before its first step', () => {
  it.each([
    ['it aborts, and has started no step', [launched, aborted], true],
    ['it has started one', [launched, started, aborted], false],
    ['it has started one since', [aborted, started], false],
    ['it does not abort', [launched], false],
    ['it logs of a session that aborted elsewhere', [launched, line('SessionX', 'Session aborted')], false],
    ['its log is empty', [], false],
  ])('is recognised by its log: %s', async (_, lines, isAborted) => {
    writeFileSync(log, lines.join(''));
    expect(await isAbortedUnstarted(attemptDir)).toBe(isAborted);
  });

  it('is not recognised without the log', async () => {
    rmSync(log, { force: true });
    expect(await isAbortedUnstarted(attemptDir)).toBe(false);
  });

  it('is not recognised if a task replaced the folder of the log', async () => {
    rmSync(dirname(log), { recursive: true });
    writeFileSync(dirname(log), '');
    expect(await isAbortedUnstarted(attemptDir)).toBe(false);
  });

  it('is not recognised if the log is longer than what is read, since a step may be in the rest', async () => {
    const filler = line('Session', 'x'.repeat(1024));
    writeFileSync(log, aborted + filler.repeat(4096) + started);
    expect(await isAbortedUnstarted(attemptDir)).toBe(false);
  });
});
