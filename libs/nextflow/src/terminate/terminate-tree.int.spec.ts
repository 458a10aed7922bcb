import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAlive, isExiting, readStat, type ProcessIdentity } from '../process/process-identity.ts';
import { cgroupPids, makeCgroup, ownCgroup, removeCgroup } from '../process/cgroup.ts';
import { listTree } from '../supervise/list-tree.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { openGate } from '../supervise/gate.ts';
import { readIdentity } from '../supervise/identity-file.ts';
import { launchGated } from '../supervise/launch-gated.ts';
import type { CgroupSetting, LaunchSpec } from '../supervise/spec.ts';
import { waitForEnd } from '../supervise/wait-for-end.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { terminateTree, sweepOrphans } from './terminate-tree.ts';

const settings: CgroupSetting[] = process.env['REPRISE_CGROUP'] === 'off' || !cgroupsWork() ? ['off'] : ['auto', 'off'];

function cgroupsWork(): boolean {
  const made = makeCgroup();
  if (made) removeCgroup(made);
  return made !== null;
}

describe.each(settings)('ending a tree (cgroup: %s)', (cgroup) => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  /** Runs a shell script as the program. Resolves when the script prints `ready`. */
  const running = async (script: string, changes: Partial<LaunchSpec> = {}) => {
    const spec = scratch.spec(['sh', '-c', script], { cgroup, ...changes });
    const launch = await launchGated(spec);
    if (launch.status !== 'gated') throw new Error(JSON.stringify(launch));
    await openGate(spec.attemptDir);
    const { stdout } = attemptFiles(spec.attemptDir);
    if (!(await pollUntil(() => readFileSync(stdout, 'utf8').includes('ready'), { withinMs: 120_000 })))
      throw new Error('not ready');
    return { spec, leader: launch.process };
  };
  const pids = (spec: LaunchSpec) => listTree(spec).map(({ pid }) => pid);
  const programOf = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  /** Runs a shell that waits for its only child and forks no more. */
  const waiting = async () => {
    const run = await running("trap 'kill $child; exit 1' TERM; sleep 60 & child=$!; echo ready; wait");
    // Until the child executes another program, it has the shell's handler, and a TERM to it is lost.
    const isSleep = () => pids(run.spec).some((pid) => programOf(pid) === 'sleep');
    expect(await pollUntil(isSleep, { withinMs: 120_000 })).toBe(true);
    return run;
  };
  const targets = (signals: { signal: string; target: string }[]) =>
    signals.map(({ signal, target }) => `${signal} ${target}`);

  it('does not claim a program that was ending by itself', async () => {
    const { spec, leader } = await running(
      `exec '${process.execPath}' -e "Buffer.alloc(400e6, 1); console.log('ready'); setInterval(() => 0, 1000)"`,
    );
    process.kill(leader.pid, 'SIGKILL');
    expect(await pollUntil(() => isExiting(leader) || !isAlive(leader), { everyMs: 1, withinMs: 120_000 })).toBe(true);
    expect(await terminateTree({ ...spec, graceMs: 60_000 })).toMatchObject({
      ended_before_signal: true,
      survivors: [],
    });
  });

  it('sends only the first TERM if that is enough', async () => {
    const { spec, leader } = await waiting();
    const report = await terminateTree({ ...spec, graceMs: 60_000, settleMs: 60_000 });

    expect(report).toMatchObject({ ended_before_signal: false, processes_ended: 2, survivors: [] });
    expect(targets(report.signals)).toEqual([`SIGTERM nextflow ${leader.pid}`]);
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ exit_code: 1 });
  });

  it('ends tasks that trap TERM, after the grace period', async () => {
    const { spec, leader } = await running(`sh -c "trap '' TERM; echo ready; while :; do sleep 1; done" & wait`);
    const report = await terminateTree({ ...spec, graceMs: 300 });

    expect(report.survivors).toEqual([]);
    expect(targets(report.signals).slice(0, 2)).toEqual([
      `SIGTERM nextflow ${leader.pid}`,
      `SIGTERM group ${leader.pid}`,
    ]);
    expect(report.signals.at(-1)?.signal).toBe('SIGKILL');
    expect(pids(spec)).toEqual([]);
  });

  it('ends a program that traps TERM within one grace period', async () => {
    const { spec } = await running("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    const graceMs = 3000;
    const ended = terminateTree({ ...spec, graceMs });
    // Both waits use the same clock, which stops while the machine stalls.
    const oneAndAHalf = pollUntil(() => false, { withinMs: 1.5 * graceMs });
    expect(await Promise.race([ended, oneAndAHalf])).toMatchObject({ survivors: [] });
    expect((await ended).signals.map(({ signal }) => signal)).toContain('SIGKILL');
  });

  it.each([
    ['kills a program at once whose log reports an abort before its first step', []],
    ['leaves the whole grace to one that has started a step', ['Starting process > ALIGN']],
  ])('%s', async (_, steps) => {
    const { spec } = await running("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    const line = (logger: string, text: string) => `Nov-24 13:49:29.649 [main] DEBUG nextflow.${logger} - ${text}\n`;
    const log = [
      line('script.ScriptRunner', '> Launching execution'),
      ...steps.map((text) => line('processor.TaskProcessor', text)),
      line('Session', 'Session aborted -- Cause: SIGTERM'),
    ];
    writeFileSync(attemptFiles(spec.attemptDir).log, log.join(''));
    const ended = terminateTree({ ...spec, graceMs: 60_000 });
    const stillLives = pollUntil(() => false, { withinMs: 2000 });
    const isKilled = (await Promise.race([ended, stillLives])) !== false;
    expect(isKilled).toBe(steps.length === 0);
    await terminateTree({ ...spec, graceMs: 0 });
    expect((await ended).survivors).toEqual([]);
  });

  it.each(['before', 'at'])('kills a program that replaces its folder with a file %s TERM', async (when) => {
    const attemptDir = join(scratch.dir, 'replaced');
    const replaces = when === 'at' ? 'mv "$FOLDER" "$FOLDER.moved"; : > "$FOLDER"' : '';
    const { spec } = await running(`trap '${replaces}' TERM; echo ready; while :; do sleep 0.05; done`, {
      attemptDir,
      env: { ...testEnv(), FOLDER: attemptDir },
    });
    if (when === 'before') {
      renameSync(attemptDir, `${attemptDir}.moved`);
      writeFileSync(attemptDir, '');
    }
    const report = await terminateTree({ ...spec, graceMs: 2000 });
    expect(statSync(attemptDir).isFile()).toBe(true);
    expect(report.survivors).toEqual([]);
    expect(report.signals.at(-1)?.signal).toBe('SIGKILL');
    expect(pids(spec)).toEqual([]);
  });

  it('ends a task that moved into its own session and traps TERM', async () => {
    const { spec } = await running(`setsid sh -c "trap '' TERM HUP; echo ready; while :; do sleep 1; done" & wait`);
    await pollUntil(() => listTree(spec).length >= 3);
    const report = await terminateTree({ ...spec, graceMs: 300 });
    expect(report.survivors).toEqual([]);
    expect(report.processes_ended).toBeGreaterThanOrEqual(3);
    expect(pids(spec)).toEqual([]);
  });

  it.each([
    ['by its living parent', 'trap : TERM;', '& wait; wait'],
    ['by an earlier scan, without its parent', '', '& wait'],
  ])('ends a task that cleared its environment and left its session: %s', async (_, before, after) => {
    const task = "trap '' TERM; sleep 600 & echo ready; wait";
    const { spec } = await running(`${before} env -i setsid /bin/sh -c ${JSON.stringify(task)} ${after}`);
    expect(await pollUntil(() => listTree(spec).length >= 3, { withinMs: 120_000 })).toBe(true);
    const tree = listTree(spec);
    const report = await terminateTree({ ...spec, graceMs: 300 });
    expect(report.survivors).toEqual([]);
    expect(report.processes_ended).toBeGreaterThanOrEqual(3);
    // The report counts processes that were found again. A forgotten process is not among its survivors.
    const left = tree.filter(
      ({ pid, startTime }) => readStat(pid)?.startTime === startTime && readStat(pid)?.state !== 'Z',
    );
    left.forEach(({ pid }) => process.kill(pid, 'SIGKILL'));
    expect(left).toEqual([]);
  });

  it('allows tasks to clean up within the grace period, without a second TERM', async () => {
    const task = `trap 'sleep 0.1; echo cleaned; exit' TERM; echo trapped; while :; do sleep 0.05; done`;
    const { spec, leader } = await running(
      `trap 'kill $task; exit 1' TERM; sh -c ${JSON.stringify(task)} & task=$!; echo ready; wait`,
    );
    const { stdout } = attemptFiles(spec.attemptDir);
    await pollUntil(() => readFileSync(stdout, 'utf8').includes('trapped'));
    const report = await terminateTree({ ...spec, graceMs: 60_000, settleMs: 60_000 });
    expect(readFileSync(attemptFiles(spec.attemptDir).stdout, 'utf8')).toContain('cleaned');
    expect(targets(report.signals)).toEqual([`SIGTERM nextflow ${leader.pid}`]);
  });

  it('ends a stopped program: TERM, then CONT', async () => {
    const { spec, leader } = await waiting();
    process.kill(-leader.pid, 'SIGSTOP');
    const isStopped = () => listTree(spec).every(({ state }) => state === 'T');
    expect(await pollUntil(isStopped, { withinMs: 120_000 })).toBe(true);
    const report = await terminateTree({ ...spec, graceMs: 60_000, settleMs: 60_000 });
    expect(report.survivors).toEqual([]);
    expect(targets(report.signals)[0]).toBe(`SIGTERM nextflow ${leader.pid}`);
    expect(targets(report.signals)).toContain(`SIGCONT process ${leader.pid}`);
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ exit_code: 1 });
  });

  if (cgroup === 'auto') {
    it('leaves no cgroup of a child that could not record it', async () => {
      const own = ownCgroup(readFileSync('/proc/mounts', 'utf8'), readFileSync('/proc/self/cgroup', 'utf8'))!;
      const spec = scratch.spec(['true'], { cgroup });
      mkdirSync(attemptFiles(spec.attemptDir).cgroup, { recursive: true });
      const before = new Set(readdirSync(own));
      expect(await launchGated(spec)).toMatchObject({ status: 'failed' });
      // Cgroups of other specs appear and disappear.
      const made = readdirSync(own).filter((name) => name.startsWith('reprise-') && !before.has(name));
      const isLeft = (name: string) => existsSync(join(own, name)) && cgroupPids(join(own, name)).length === 0;
      expect(await pollUntil(() => !made.some(isLeft), { withinMs: 120_000 })).toBe(true);
    });

    it('ends a frozen cgroup: TERM, then thaw', async () => {
      const { spec, leader } = await running("trap 'exit 1' TERM; echo ready; while :; do sleep 0.05; done");
      const path = readFileSync(attemptFiles(spec.attemptDir).cgroup, 'utf8').trim();
      writeFileSync(join(path, 'cgroup.freeze'), '1');
      const report = await terminateTree({ ...spec, graceMs: 60_000, settleMs: 60_000 });
      expect(report.survivors).toEqual([]);
      expect(targets(report.signals).slice(0, 2)).toEqual([`SIGTERM nextflow ${leader.pid}`, `thaw cgroup ${path}`]);
      expect(await waitForEnd(spec.attemptDir)).toMatchObject({ exit_code: 1 });
    });
  }

  it('reports that the program had ended before, and ends its orphans', async () => {
    const { spec, leader } = await running(`sleep 60 & setsid sleep 60 & echo ready; exit 0`);
    await waitForEnd(spec.attemptDir);
    const report = await terminateTree({ ...spec, graceMs: 2000 });

    expect(report).toMatchObject({ ended_before_signal: true, processes_ended: 2, survivors: [] });
    expect(targets(report.signals)).not.toContain(`SIGTERM nextflow ${leader.pid}`);
    expect(pids(spec)).toEqual([]);
  });

  it('sends no signal if no process is alive', async () => {
    const { spec } = await running('echo ready');
    await waitForEnd(spec.attemptDir);
    expect(await terminateTree({ ...spec, graceMs: 2000 })).toEqual({
      ended_before_signal: true,
      signals: [],
      processes_ended: 0,
      survivors: [],
    });
  });

  it('ends orphans only if the program is gone', async () => {
    const { spec, leader } = await running(`sleep 60 & echo ready; wait`);
    await expect(sweepOrphans({ ...spec, graceMs: 0 })).rejects.toThrow('still runs');
    process.kill(leader.pid, 'SIGKILL');
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ exit_code: 137, signal: 'SIGKILL' });
    expect(await sweepOrphans({ ...spec, graceMs: 2000 })).toMatchObject({ processes_ended: 1, survivors: [] });
  });

  it("leaves the end to the supervisor's record, also with the marker in the given environment, and removes the cgroup", async () => {
    const marker = { REPRISE_JOB_ID: scratch.dir, REPRISE_ATTEMPT: '1' };
    const { spec } = await running("trap '' TERM; cat /proc/self/cgroup; echo ready; while :; do sleep 0.05; done", {
      marker,
      env: { ...testEnv(), ...marker },
    });
    const supervisor = readIdentity(attemptFiles(spec.attemptDir).supervisor);
    expect(pids(spec)).not.toContain(supervisor?.pid);
    const entered = existsSync(attemptFiles(spec.attemptDir).cgroup)
      ? readFileSync(attemptFiles(spec.attemptDir).cgroup, 'utf8').trim()
      : null;
    expect(entered !== null).toBe(cgroup === 'auto');
    const first = readFileSync(attemptFiles(spec.attemptDir).stdout, 'utf8');
    expect(entered === null || first.includes(basename(entered))).toBe(true);
    await terminateTree({ ...spec, graceMs: 100 });
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ exit_code: 137, signal: 'SIGKILL' });
    expect(entered !== null && existsSync(entered)).toBe(false);
  });

  it('never signals a pid whose identity does not match', async () => {
    const bystander = await running('echo ready; while :; do sleep 0.05; done', {
      lockFile: join(scratch.dir, 'lock-2'),
    });
    const { spec } = await running('echo ready');
    await waitForEnd(spec.attemptDir);
    // As if the pid of the ended program had been reused by the bystander, which also leads a group with that number.
    const { pid, boot_id, start_time } = bystander.leader;
    writeFileSync(attemptFiles(spec.attemptDir).process, `${pid} ${Number(start_time) - 1} ${boot_id}\n`);
    expect(await terminateTree({ ...spec, graceMs: 100 })).toMatchObject({
      ended_before_signal: true,
      signals: [],
      survivors: [],
    });
    writeFileSync(attemptFiles(spec.attemptDir).process, `${pid} ${start_time} 00000000-0000-0000-0000-000000000000\n`);
    expect(await terminateTree({ ...spec, graceMs: 100 })).toMatchObject({
      ended_before_signal: true,
      signals: [],
      survivors: [],
    });
    expect(isAlive(bystander.leader)).toBe(true);
  });

  it('does not touch another attempt of the same job', async () => {
    const other = await running('echo ready; while :; do sleep 0.05; done', { lockFile: join(scratch.dir, 'lock-2') });
    const marker = { ...other.spec.marker, REPRISE_ATTEMPT: '12' };
    const { spec } = await running('echo ready; while :; do sleep 0.05; done', { marker });
    expect(await terminateTree({ ...spec, graceMs: 1000 })).toMatchObject({ survivors: [] });
    expect(isAlive(other.leader)).toBe(true);
  });

  it('ends a child that waits at the gate', async () => {
    const spec = scratch.spec(['true'], { cgroup });
    await launchGated(spec);
    expect(await terminateTree({ ...spec, graceMs: 1000 })).toMatchObject({
      ended_before_signal: false,
      survivors: [],
    });
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ status: 'aborted' });
    const supervisor = readIdentity(attemptFiles(spec.attemptDir).supervisor) as ProcessIdentity;
    expect(await pollUntil(() => !isAlive(supervisor), { withinMs: 120_000 })).toBe(true);
  });
});
