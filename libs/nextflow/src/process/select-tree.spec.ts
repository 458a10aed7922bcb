import { selectTree, type Ties } from './select-tree.ts';
import type { ProcessStat } from './process-stat.ts';

const proc = (pid: number, changes: Partial<ProcessStat> = {}): ProcessStat => ({
  pid,
  state: 'S',
  parent: 1,
  group: pid,
  session: pid,
  startTime: `${pid}00`,
  ...changes,
});
const none: Ties = { leader: null, inCgroup: new Set(), isMarked: () => false, known: new Set() };
const leader = { pid: 10, startTime: '1000' };
const pids = (table: ProcessStat[], ties: Partial<Ties>) =>
  selectTree(table, { ...none, ...ties }).map(({ pid }) => pid);

describe('the process tree of an attempt', () => {
  it('is exactly the leader, its session, its descendants, marked processes and those in its cgroup', () => {
    const table = [
      proc(2),
      proc(10),
      proc(11, { group: 10, session: 10 }),
      proc(12, { parent: 11 }),
      proc(13, { parent: 12 }),
      proc(14),
      proc(15),
      proc(16),
    ];
    const ties = { leader, inCgroup: new Set([14]), isMarked: ({ pid }: ProcessStat) => pid === 15 };
    expect(pids(table, ties)).toEqual([10, 14, 15, 11, 12, 13]);
  });

  it('keeps the session of a gone leader as long as one of its members is proven', () => {
    const table = [proc(11, { group: 10, session: 10 }), proc(12, { group: 10, session: 10 })];
    expect(pids(table, { leader, isMarked: ({ pid }) => pid === 11 })).toEqual([11, 12]);
    expect(pids(table, { leader, known: new Set(['12 1200']) })).toEqual([12, 11]);
  });

  it('excludes a session whose number was reused', () => {
    const table = [proc(10, { startTime: '7777' }), proc(11, { group: 10, session: 10 })];
    expect(pids(table, { leader })).toEqual([]);
    expect(pids([proc(11, { group: 10, session: 10 })], { leader })).toEqual([]);
  });

  it('excludes zombies, but uses them to prove the session', () => {
    const table = [proc(10, { state: 'Z' }), proc(11, { group: 10, session: 10 })];
    expect(pids(table, { leader })).toEqual([11]);
  });

  it('excludes a reused pid', () => {
    expect(pids([proc(20, { startTime: '1' })], { known: new Set(['20 2000']) })).toEqual([]);
  });
});
