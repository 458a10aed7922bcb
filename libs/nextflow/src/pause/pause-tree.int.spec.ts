import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCgroup, removeCgroup } from '../process/cgroup.ts';
import { listTree } from '../supervise/list-tree.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { openGate } from '../supervise/gate.ts';
import { launchGated } from '../supervise/launch-gated.ts';
import { readIdentity, readOptional } from '../supervise/identity-file.ts';
import type { CgroupSetting, LaunchSpec } from '../supervise/spec.ts';
import { waitForEnd } from '../supervise/wait-for-end.ts';
import { terminateTree } from '../terminate/terminate-tree.ts';
import { Scratch } from '../testing/scratch.ts';
import { pauseTree } from './pause-tree.ts';
import { unpauseTree } from './unpause-tree.ts';

const made = makeCgroup();
if (made) removeCgroup(made);
const settings: CgroupSetting[] = process.env['REPRISE_CGROUP'] === 'off' || !made ? ['off'] : ['auto', 'off'];

/** Clock ticks used by the processes of an attempt. Source: proc_pid_stat(5). */
const ticks = (spec: LaunchSpec) =>
  listTree(spec)
    .map(({ pid }) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' '))
    .reduce((sum, fields) => sum + Number(fields[11]) + Number(fields[12]), 0);

/**
 * Works until this process has used a number of 10 ms clock ticks. Other processes could have used as many in that
 * time.
 */
const whileTicksPass = (count: number) => {
  const before = process.cpuUsage();
  return pollUntil(
    () => {
      const pass = performance.now() + 5;
      while (performance.now() < pass);
      const { user, system } = process.cpuUsage(before);
      return user + system >= count * 10_000;
    },
    { everyMs: 0, withinMs: 60_000 },
  );
};

/** `session/real-session` tests a pause of a real Nextflow. */
describe.each(settings)('pausing a tree (cgroup: %s)', (cgroup) => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  /** A program that writes a line repeatedly, with a child that does the same in its own session. */
  const running = async (rest = 'sleep 0.02') => {
    const count = (file: string) => `while :; do echo >>${file}; ${rest}; done`;
    const [own, escaped] = [join(scratch.dir, 'own'), join(scratch.dir, 'escaped')];
    const script = `setsid sh -c '${count(escaped)}' & ${count(own)}`;
    const spec = scratch.spec(['sh', '-c', script], { cgroup });
    const launch = await launchGated(spec);
    if (launch.status !== 'gated') throw new Error(JSON.stringify(launch));
    await openGate(spec.attemptDir);
    if (!(await pollUntil(() => [own, escaped].every(existsSync), { withinMs: 120_000 })))
      throw new Error('not running');
    return { spec, own, escaped };
  };
  const grows = async (file: string) => {
    const { size } = statSync(file);
    return pollUntil(() => statSync(file).size > size, { withinMs: 120_000 });
  };

  it('freezes every process, also one that left the group, so that none uses the processor', async () => {
    const { spec } = await running(':');
    expect(await pauseTree(spec, 'freeze')).toBe(true);
    const before = ticks(spec);
    expect(await whileTicksPass(20)).toBe(true);
    expect([listTree(spec).length, ticks(spec) - before]).toEqual([2, 0]);
  });

  it('continues all processes, and clears the pause', async () => {
    const { spec, own, escaped } = await running();
    await pauseTree(spec, 'freeze');
    await pauseTree(spec, 'freeze');
    await unpauseTree(spec);
    expect([await grows(own), await grows(escaped)]).toEqual([true, true]);
    expect(existsSync(attemptFiles(spec.attemptDir).paused)).toBe(false);
  });

  it('drains by stopping only the program, while its children continue', async () => {
    const { spec, own, escaped } = await running();
    expect(await pauseTree(spec, 'drain')).toBe(true);
    const { size } = statSync(own);
    expect(await grows(escaped)).toBe(true);
    expect(statSync(own).size).toBe(size);
  });

  it.each(['freeze', 'drain'] as const)('does not prevent the end of a tree (%s)', async (mode) => {
    const { spec } = await running();
    await pauseTree(spec, mode);
    const report = await terminateTree({ ...spec, graceMs: 5_000 });
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ status: 'exited' });
  });

  it('changes its mode: a frozen process continues in a drain', async () => {
    const { spec, escaped } = await running();
    expect(await pauseTree(spec, 'freeze')).toBe(true);
    expect(await pauseTree(spec, 'drain')).toBe(true);
    expect(await grows(escaped)).toBe(true);
    await terminateTree({ ...spec, graceMs: 100 });
  });

  it('does not wait for space on the disk', async () => {
    const { spec, own } = await running();
    symlinkSync('/dev/full', attemptFiles(spec.attemptDir).paused);
    expect(await pauseTree(spec, 'freeze')).toBe(true);
    await unpauseTree(spec);
    expect(await grows(own)).toBe(true);
    await terminateTree({ ...spec, graceMs: 100 });
  });

  describe('with a process that waits for the exec of its child', () => {
    /**
     * Runs a shell whose Python waits in vfork until `fifo` is opened for writing.
     * @param script receives the program as `$0`
     */
    const waiting = async (script: string) => {
      const fifo = join(scratch.dir, 'fifo');
      execFileSync('mkfifo', [fifo]);
      const open = `[(os.POSIX_SPAWN_OPEN, 0, '${fifo}', os.O_RDONLY, 0)]`;
      const python = `import os; os.posix_spawn('/bin/sleep', ['sleep', '600'], os.environ, file_actions=${open}); os.execvp('sleep', ['sleep', '601'])`;
      const spec = scratch.spec(['sh', '-c', script, python], { cgroup });
      const launch = await launchGated(spec);
      if (launch.status !== 'gated') throw new Error(JSON.stringify(launch));
      await openGate(spec.attemptDir);
      // A shell starts Python by vfork too. The child sleeps once it opens the FIFO.
      const isPython = (pid: number) => readOptional(`/proc/${pid}/comm`)?.startsWith('python');
      const inVfork = () =>
        listTree(spec).find(({ state, pid }) => state === 'D' && isPython(pid) && childOf(pid)?.state === 'S');
      const childOf = (parent: number) => listTree(spec).find((each) => each.parent === parent);
      let parent = inVfork();
      expect(await pollUntil(() => (parent = inVfork()) !== undefined, { withinMs: 120_000 })).toBe(true);
      const stateOf = (pid: number) => listTree(spec).find((each) => each.pid === pid)?.state;
      return { spec, fifo, parent: parent!.pid, child: childOf(parent!.pid)!.pid, stateOf };
    };

    it('is complete once the exec has happened, although the child was stopped before', async () => {
      const { spec, fifo, parent, child, stateOf } = await waiting('python3 -c "$0"; :');
      const pausing = pauseTree(spec, 'freeze');
      if (cgroup === 'off') await pollUntil(() => stateOf(child) === 'T', { everyMs: 1, withinMs: 120_000 });
      const writing = openSync(fifo, 'r+');
      expect(await pausing).toBe(true);
      if (cgroup === 'off') expect([stateOf(parent), stateOf(child)]).toEqual(['T', 'T']);
      closeSync(writing);
      await unpauseTree(spec);
      await terminateTree({ ...spec, graceMs: 100 });
    });

    it('continues if the pause was withdrawn before the process could stop', async () => {
      const { spec, fifo, parent, stateOf } = await waiting('exec python3 -c "$0"');
      writeFileSync(attemptFiles(spec.attemptDir).paused, 'freeze'); // like a runner that was killed during a pause
      process.kill(parent, 'SIGSTOP');
      expect(stateOf(parent)).toBe('D');
      await unpauseTree(spec);
      closeSync(openSync(fifo, 'r+'));
      expect(await pollUntil(() => stateOf(parent) !== 'D', { withinMs: 120_000 })).toBe(true);
      expect(stateOf(parent)).not.toBe('T');
      await terminateTree({ ...spec, graceMs: 100 });
    });
  });

  it('is refused for an ending program, which looks alive until its memory is released', async () => {
    const ready = join(scratch.dir, 'ready');
    const program = `Buffer.alloc(400e6, 1); fs.writeFileSync('${ready}', ''); setInterval(() => undefined, 1000)`;
    const spec = scratch.spec([process.execPath, '-e', program], { cgroup });
    const launch = await launchGated(spec);
    if (launch.status !== 'gated') throw new Error(JSON.stringify(launch));
    await openGate(spec.attemptDir);
    expect(await pollUntil(() => existsSync(ready), { withinMs: 120_000 })).toBe(true);
    process.kill(readIdentity(attemptFiles(spec.attemptDir).process)!.pid, 'SIGKILL');
    expect(await pauseTree(spec, 'freeze')).toBe(false);
    await terminateTree({ ...spec, graceMs: 100 });
  });

  it('is refused if the program has ended', async () => {
    const { spec } = await running();
    await terminateTree({ ...spec, graceMs: 100 });
    expect(await pauseTree(spec, 'freeze')).toBe(false);
  });
});
