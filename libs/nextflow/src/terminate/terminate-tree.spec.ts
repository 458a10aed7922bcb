import { mkdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import timers from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { ProcessStat } from '../process/process-stat.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch } from '../testing/scratch.ts';
import { sweepOrphans, terminateTree, type Terminator } from './terminate-tree.ts';
import type { TerminationReport, TerminationSpec } from './termination-report.ts';

const BEGIN = 1_000_000;
/** Exceeds the time of any tree here. */
const ALL_MS = 200_000;
/** Milliseconds of a clock that advances only during sleeps. */
let now: number;
let scratch: Scratch;
beforeEach(() => {
  now = BEGIN;
  scratch = new Scratch();
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(timers, 'setTimeout').mockImplementation(async (ms) => {
    now += ms ?? 0;
    if (now > BEGIN + ALL_MS) throw new Error('It never ends');
  });
  syncBuiltinESMExports();
});
afterEach(async () => {
  jest.restoreAllMocks();
  syncBuiltinESMExports();
  await scratch.end();
});

interface Course {
  /** Times after the start at which the program and its tasks end. Infinity: only a signal ends them, if at all. */
  readonly leaderEnds?: number;
  readonly tasksEnd?: number;
  /** Time between a signal to the rest and the end of the tasks. */
  readonly afterTerm?: number;
  readonly afterKill?: number;
  readonly reached?: boolean;
}

/** A tree of a program and a task that uses this clock, and records the signals and their times. */
function treeOf({ leaderEnds = 0, tasksEnd = Infinity, afterTerm = Infinity, afterKill = 0, reached = true }: Course) {
  const began = now;
  const time = () => now - began;
  const done: [string, number][] = [];
  const looks: number[] = [];
  let ends = { leader: leaderEnds, task: tasksEnd };
  let [seen, emptyScans] = [[] as (keyof typeof ends)[], 0];
  const look = () => {
    seen = (['leader', 'task'] as const).filter((each) => ends[each] > time());
    emptyScans = seen.length === 0 ? emptyScans + 1 : 0;
    return seen.map(() => ({ pid: 7 }) as ProcessStat);
  };
  const soon = (ms: number) => {
    ends = { leader: Math.min(ends.leader, time() + ms), task: Math.min(ends.task, time() + ms) };
  };
  const terminator: Terminator = {
    leader: { pid: 7, start_time: '1', boot_id: 'b' },
    scan: look,
    isEmpty: () => emptyScans >= 2,
    isAnyAlive: () => seen.some((each) => ends[each] > time()),
    isLeaderAlive: () => ends.leader > time(),
    terminateLeader: () => reached,
    terminateRest: () => {
      done.push(['TERM', time()]);
      look();
      soon(afterTerm);
    },
    resumeStopped: () => {
      looks.push(time());
      return look();
    },
    killCgroup: () => void done.push(['KILL the cgroup', time()]),
    kill: (tree) => {
      if (tree.length > 0 && done.at(-1)?.[0] !== 'KILL') done.push(['KILL', time()]);
      soon(afterKill);
    },
    report: (ended_before_signal) =>
      ({
        ended_before_signal,
        signals: [],
        processes_ended: 0,
        survivors: look().map(({ pid }) => pid),
      }) as TerminationReport,
  };
  return { terminator, done, looks, time };
}

const specOf = (graceMs: number, settleMs?: number): TerminationSpec => ({
  ...scratch.spec(['true']),
  graceMs,
  ...(settleMs !== undefined && { settleMs }),
});

describe('the termination of a tree', () => {
  it('needs only one TERM if the tasks end with the program', async () => {
    const { terminator, done, looks, time } = treeOf({ leaderEnds: 3000, tasksEnd: 3000 });
    const report = await terminateTree(specOf(20_000), terminator);
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(done).toEqual([]);
    expect(time()).toBe(3000);
    // Stopped processes are continued in between, first often, then less often.
    expect(looks).toEqual([200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2225, 2475, 2750, 3000]);
  });

  it("scans the tree at growing intervals up to ten seconds, and sees the program's end at once", async () => {
    const { terminator, looks, time } = treeOf({ leaderEnds: 140_001, tasksEnd: 140_001 });
    await terminateTree(specOf(400_000), terminator);
    const gaps = looks.slice(1).map((at, i) => at - looks[i]!);
    expect([Math.min(...gaps), gaps[0]]).toEqual([200, 200]);
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...gaps)).toBeLessThan(10_050);
    expect(time() - 140_001).toBeLessThan(50);
  });

  it('gives the program half of the grace period alone, then the tasks the other half', async () => {
    const { terminator, done } = treeOf({ leaderEnds: Infinity });
    await terminateTree(specOf(20_000), terminator);
    expect(done).toEqual([
      ['TERM', 10_000],
      ['KILL the cgroup', 20_000],
      ['KILL', 20_000],
    ]);
  });

  it('gives the tasks a second after the program, then the rest of the grace period', async () => {
    const { terminator, done } = treeOf({ leaderEnds: 2000 });
    await terminateTree(specOf(20_000), terminator);
    expect(done.slice(0, 2)).toEqual([
      ['TERM', 3000],
      ['KILL the cgroup', 20_000],
    ]);
  });

  it.each([
    ['the given time', 20_000, 300, 300, 20_000],
    ['never more than the grace, of which a half is left for the rest', 1000, 600_000, 1000, 1500],
  ])('gives the tasks after the program %s', async (_, graceMs, settleMs, termAt, killAt) => {
    const { terminator, done } = treeOf({});
    await terminateTree(specOf(graceMs, settleMs), terminator);
    expect(done.slice(0, 2)).toEqual([
      ['TERM', termAt],
      ['KILL the cgroup', killAt],
    ]);
  });

  it('kills nothing if the tasks end by TERM, and sees that at once', async () => {
    const { terminator, done, looks, time } = treeOf({ leaderEnds: Infinity, afterTerm: 470 });
    expect(await terminateTree(specOf(2000), terminator)).toMatchObject({ survivors: [] });
    expect(done).toEqual([['TERM', 1000]]);
    expect(looks.filter((each) => each >= 1000)).toEqual([1000, 1000, 1200, 1400, 1470]);
    expect(time()).toBe(1470);
  });

  it('does not wait for a program that had ended before, and ends its orphans', async () => {
    const alone = treeOf({ reached: false, leaderEnds: Infinity, tasksEnd: 0 });
    alone.terminator.isLeaderAlive = () => {
      throw new Error('nobody asks');
    };
    alone.terminator.scan = alone.terminator.resumeStopped = () => [];
    alone.terminator.isEmpty = () => true;
    expect(await terminateTree(specOf(20_000), alone.terminator)).toMatchObject({ ended_before_signal: true });
    expect([alone.done, alone.time()]).toEqual([[], 0]);
    const left = treeOf({ reached: false });
    expect(await terminateTree(specOf(20_000), left.terminator)).toMatchObject({ ended_before_signal: true });
    expect(left.done.slice(0, 2)).toEqual([
      ['TERM', 0],
      ['KILL the cgroup', 20_000],
    ]);
  });

  it('kills at once a program that aborts before its first step', async () => {
    const spec = specOf(600_000);
    const { log } = attemptFiles(spec.attemptDir);
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, 'Nov-24 13:49:29.649 [main] DEBUG nextflow.Session - Session aborted -- Cause: SIGTERM\n');
    const { terminator, done } = treeOf({ leaderEnds: Infinity });
    expect(await terminateTree(spec, terminator)).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(done).toEqual([['KILL', 1000]]);
  });

  it('reports the survivors if KILL ends nothing for ten seconds', async () => {
    const { terminator, time } = treeOf({ afterKill: Infinity });
    expect(await terminateTree(specOf(1000), terminator)).toMatchObject({ survivors: [7] });
    expect(time()).toBe(11_500);
  });
});

describe('orphans of an attempt', () => {
  it('are ended only if the program is gone', async () => {
    const alive = treeOf({ leaderEnds: Infinity });
    await expect(sweepOrphans(specOf(1000), alive.terminator)).rejects.toThrow(
      'Nextflow (7) still runs: these are no orphans',
    );
    const { terminator, done } = treeOf({ afterTerm: 10 });
    expect(await sweepOrphans(specOf(1000), terminator)).toMatchObject({ ended_before_signal: true, survivors: [] });
    expect(done).toEqual([['TERM', 0]]);
  });
});
