import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import { isAlive } from '../processes.ts';
import { Sample, wholeStory } from '../sample.ts';

const program = join(import.meta.dirname, '../../../cli/src/main.ts');

describe('npm start that is stopped by Ctrl-C while a job runs', () => {
  let scratch: string;
  let guardian: Guardian;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'reprise-e2e-'));
    chmodSync(scratch, 0o755); // Postgres may run as another user
    guardian = guard(scratch);
  });
  afterEach(() => guardian.finish());

  it('leaves the attempt running, and the next start adopts it: no event is missed and none repeated', async () => {
    const first = start();
    const link = await linkOf(first);
    const api = new Api(link.origin, link.searchParams.get('token')!);
    const sample = await Sample.submit(api, join(scratch, 'data'), 'gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    const before = await sample.reads('aligning', (job) => job.current_step === 'Align reads');

    await pressCtrlC(first);
    expect(isAlive(before.process_id!)).toBe(true);
    sample.open('ALIGN');
    await sample.says('CALL.reached');

    const second = start();
    api.url = (await linkOf(second)).origin;
    const after = await sample.reads('calling', (job) => job.current_step === 'Call variants');
    expect([after.process_id, after.attempt, after.status]).toEqual([before.process_id, 1, 'running']);
    sample.open('CALL', 'REPORT');
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    await sample.leavesNoProcess();
    await pressCtrlC(second);
  }, 300_000);

  /** As a terminal starts a command: in a group of its own, all of which hears Ctrl-C. */
  function start(): ChildProcess & { said: string } {
    const env = {
      ...process.env,
      REPRISE_DATA_DIR: join(scratch, 'data'),
      REPRISE_PORT: '0',
      REPRISE_PIPELINES: join(import.meta.dirname, '../../pipelines'),
      REPRISE_INPUT_ROOTS: scratch,
    };
    const child = spawn(process.execPath, [program, 'start'], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = Object.assign(child, { said: '' });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (started.said += String(text)));
    return started;
  }

  function linkOf(started: ChildProcess & { said: string }): Promise<URL> {
    const printed = () => {
      if (started.exitCode !== null) throw new Error(`It ended:\n${started.said}`);
      const link = /^Reprise is ready: (\S+)$/m.exec(started.said)?.[1];
      return link === undefined ? undefined : new URL(link);
    };
    return waitUntil(printed, { milliseconds: 120_000, what: 'Reprise is ready' });
  }

  /** It ends with 0 where all stopped in order and in time. */
  async function pressCtrlC(started: ChildProcess): Promise<void> {
    const ended = once(started, 'exit');
    process.kill(-started.pid!, 'SIGINT');
    expect((await ended)[0]).toBe(0);
  }
});
