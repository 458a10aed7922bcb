import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pollUntil } from '../process/poll-until.ts';
import { bootId, readStat } from '../process/process-identity.ts';
import { readProcessTable } from '../process/process-table.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import type { LaunchSpec } from '../supervise/spec.ts';
import { Scratch } from '../testing/scratch.ts';
import { sweepOrphans } from './terminate-tree.ts';
import { TreeTerminator } from './tree-terminator.ts';

let scratch: Scratch;
let spec: LaunchSpec;
const children: ChildProcess[] = [];
beforeEach(() => {
  scratch = new Scratch();
  spec = scratch.spec(['true']);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await scratch.end();
});

/** A process in its own group, with the attempt's marker if `marked`. */
function sleeper(marked: Readonly<Record<string, string>> = {}): number {
  const child = spawn('sleep', ['600'], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], ...marked },
  });
  children.push(child);
  return child.pid!;
}
const startOf = (pid: number) => readStat(pid)!.startTime;
const isGone = (pid: number) => {
  const stat = readStat(pid);
  return stat === null || stat.state === 'Z';
};
const whenGone = (pid: number) => pollUntil(() => isGone(pid), { withinMs: 60_000 });

/** Records the program of the attempt as a launch does. */
function led(pid: number, startTime = startOf(pid)): TreeTerminator {
  const { process: file } = attemptFiles(spec.attemptDir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${pid} ${startTime} ${bootId()}\n`);
  return new TreeTerminator({ ...spec, graceMs: 0 });
}
const sent = (terminator: TreeTerminator) =>
  terminator.report(false).signals.map(({ signal, target }) => `${signal} ${target}`);

describe('the leader of a tree', () => {
  it('gets TERM once it is scanned, and is alive until it has ended', async () => {
    const pid = sleeper();
    const terminator = led(pid);
    expect(terminator.isLeaderAlive()).toBe(true);
    expect(terminator.terminateLeader()).toBe(true);
    expect(await whenGone(pid)).toBe(true);
    expect(terminator.isLeaderAlive()).toBe(false);
    expect(terminator.terminateLeader()).toBe(false);
    expect(sent(terminator)).toEqual([`SIGTERM nextflow ${pid}`]);
  });

  it('gets TERM with other stopped processes, which are then continued to receive it', async () => {
    const [pid, other] = [sleeper(), sleeper(spec.marker)];
    const terminator = led(pid);
    process.kill(other, 'SIGSTOP');
    const isStopped = () => readStat(other)?.state === 'T' && terminator.scan().length === 2;
    expect(await pollUntil(isStopped, { withinMs: 60_000 })).toBe(true);
    terminator.terminateLeader();
    expect(sent(terminator)).toEqual([`SIGTERM nextflow ${pid}`, `SIGCONT process ${other}`]);
  });

  it('leaves other processes unchanged, but recorded, if it had ended', async () => {
    const [pid, other] = [sleeper(), sleeper(spec.marker)];
    const terminator = led(pid, '1');
    process.kill(other, 'SIGSTOP');
    expect(await pollUntil(() => readStat(other)?.state === 'T', { withinMs: 60_000 })).toBe(true);
    expect([terminator.isAnyAlive(), terminator.terminateLeader(), terminator.isAnyAlive()]).toEqual([
      ...[false, false, true],
    ]);
    expect(sent(terminator)).toEqual([]);
  });

  it('is no longer alive if another process has had its pid since the last scan', () => {
    const pid = sleeper();
    const terminator = led(pid, '1');
    const before = { ...readStat(pid)!, startTime: '1' };
    expect(terminator.scan([before])).toEqual([before]);
    expect(terminator.isAnyAlive()).toBe(false);
  });

  it('is no longer alive as a zombie that its parent has not reaped', async () => {
    const parent = spawn('sh', ['-c', 'true & exec sleep 600'], { stdio: 'ignore' });
    children.push(parent);
    const zombie = () => readProcessTable().find((each) => each.parent === parent.pid && each.state === 'Z');
    expect(await pollUntil(() => zombie() !== undefined, { withinMs: 60_000 })).toBe(true);
    const terminator = led(zombie()!.pid);
    terminator.scan([{ ...zombie()!, state: 'S' }]);
    expect([terminator.isAnyAlive(), terminator.isLeaderAlive()]).toEqual([false, false]);
  });

  it('is not another process with its reused pid', () => {
    const pid = sleeper();
    const terminator = led(pid, '1');
    expect([terminator.isLeaderAlive(), terminator.terminateLeader()]).toEqual([false, false]);
    expect(terminator.scan()).toEqual([]);
    expect(isGone(pid)).toBe(false);
    expect(sent(terminator)).toEqual([]);
  });

  it('is absent if nothing was launched', () => {
    const terminator = new TreeTerminator({ ...spec, graceMs: 0 });
    expect(terminator.leader).toBeNull();
    expect([terminator.isLeaderAlive(), terminator.terminateLeader(), terminator.isAnyAlive()]).toEqual([
      ...[false, false, false],
    ]);
    terminator.terminateRest();
    expect(terminator.report(true)).toEqual({
      ended_before_signal: true,
      signals: [],
      processes_ended: 0,
      survivors: [],
    });
  });

  it('leaves no orphans while it runs', async () => {
    const pid = sleeper();
    led(pid);
    await expect(sweepOrphans({ ...spec, graceMs: 0 })).rejects.toThrow(
      `Nextflow (${pid}) still runs: these are no orphans`,
    );
    expect(isGone(pid)).toBe(false);
  });
});

describe('the rest of a tree', () => {
  it("gets TERM as the leader's group, and by process outside of it", async () => {
    const [leader, other] = [sleeper(), sleeper(spec.marker)];
    const terminator = led(leader);
    // A stopped process does not react to TERM, so it is still alive for a second one.
    process.kill(leader, 'SIGSTOP');
    const isStopped = () => readStat(leader)?.state === 'T' && terminator.scan().length === 2;
    expect(await pollUntil(isStopped, { withinMs: 60_000 })).toBe(true);
    terminator.terminateRest();
    process.kill(leader, 'SIGCONT');
    expect(await whenGone(leader)).toBe(true);
    expect(await whenGone(other)).toBe(true);
    expect(sent(terminator)).toEqual([`SIGTERM group ${leader}`, `SIGTERM process ${other}`]);
    expect(terminator.report(false)).toMatchObject({ processes_ended: 2, survivors: [] });
  });

  it('sends no signal to a group without a member of the tree', async () => {
    const [leader, other] = [sleeper(), sleeper(spec.marker)];
    const terminator = led(leader, '1');
    expect(await pollUntil(() => terminator.scan().length === 1, { withinMs: 60_000 })).toBe(true);
    terminator.terminateRest();
    expect(await whenGone(other)).toBe(true);
    expect(isGone(leader)).toBe(false);
    expect(sent(terminator)).toEqual([`SIGTERM process ${other}`]);
  });

  it('is continued only if it is stopped', async () => {
    const [leader, other] = [sleeper(), sleeper(spec.marker)];
    const terminator = led(leader);
    process.kill(other, 'SIGSTOP');
    expect(await pollUntil(() => readStat(other)?.state === 'T', { withinMs: 60_000 })).toBe(true);
    expect(await pollUntil(() => terminator.scan().length === 2, { withinMs: 60_000 })).toBe(true);
    expect(
      terminator
        .resumeStopped()
        .map(({ pid }) => pid)
        .toSorted(),
    ).toEqual([leader, other].toSorted());
    expect(await pollUntil(() => readStat(other)?.state === 'S', { withinMs: 60_000 })).toBe(true);
    expect(sent(terminator)).toEqual([`SIGCONT process ${other}`]);
  });

  it('is killed as scanned, and counted as ended or as surviving', async () => {
    const [leader, other] = [sleeper(), sleeper(spec.marker)];
    const terminator = led(leader);
    expect(await pollUntil(() => terminator.scan().length === 2, { withinMs: 60_000 })).toBe(true);
    expect(terminator.isAnyAlive()).toBe(true);
    terminator.kill(terminator.scan().filter(({ pid }) => pid === other));
    expect(await whenGone(other)).toBe(true);
    expect(terminator.isAnyAlive()).toBe(true);
    const report = terminator.report(false);
    expect(report).toMatchObject({ ended_before_signal: false, processes_ended: 1, survivors: [leader] });
    expect(report.signals).toMatchObject([{ signal: 'SIGKILL', target: `process ${other}` }]);
    terminator.kill(terminator.scan());
    expect(await whenGone(leader)).toBe(true);
    expect(terminator.isAnyAlive()).toBe(false);
    expect(terminator.report(false)).toMatchObject({ processes_ended: 2, survivors: [] });
  });
});
