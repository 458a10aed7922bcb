import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { bootId, isAlive, readStat, type ProcessIdentity } from './process-identity.ts';
import { pollUntil } from './poll-until.ts';

/** A program whose main thread ends while another thread sleeps. Source: pthread_exit(3), notes. */
const MAIN_THREAD_ENDS = `
import ctypes, threading, time
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
ctypes.CDLL(None).pthread_exit(None)
`;

describe('a process whose main thread has ended', () => {
  let child: ChildProcess;
  let identity: ProcessIdentity;
  const pid = () => child.pid!;

  beforeEach(async () => {
    child = spawn('python3', ['-c', MAIN_THREAD_ENDS], { stdio: 'ignore' });
    await once(child, 'spawn');
    identity = { pid: pid(), start_time: readStat(pid())!.startTime, boot_id: bootId() };
    const hasEnded = () => /\) Z /.test(readFileSync(`/proc/${pid()}/stat`, 'utf8'));
    const otherSleeps = () => hasEnded() && readStat(pid())?.state === 'S';
    if (!(await pollUntil(otherSleeps, { withinMs: 120_000 }))) throw new Error('its main thread does not end');
  });
  afterEach(() => child.kill('SIGKILL'));

  it('is alive as long as another thread is', async () => {
    expect([isAlive(identity), readStat(pid())?.state]).toEqual([true, 'S']);
    child.kill('SIGKILL');
    expect(await pollUntil(() => !isAlive(identity), { withinMs: 120_000 })).toBe(true);
  });

  it('is stopped when that thread is stopped', async () => {
    child.kill('SIGSTOP');
    expect(await pollUntil(() => readStat(pid())?.state === 'T', { withinMs: 120_000 })).toBe(true);
  });
});
