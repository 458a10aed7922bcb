import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bootId } from '../process/process-identity.ts';
import type { ProcessStat } from '../process/process-stat.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch } from '../testing/scratch.ts';
import { TreeTerminator } from './tree-terminator.ts';

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.end());

describe('a tree during its end', () => {
  // No process of this machine has such a pid.
  const leader: ProcessStat = { pid: 2 ** 30, state: 'S', parent: 1, group: 1, session: 1, startTime: '4711' };
  const terminatorOf = () => {
    const spec = scratch.spec(['true']);
    const { process } = attemptFiles(spec.attemptDir);
    mkdirSync(dirname(process), { recursive: true });
    writeFileSync(process, `${leader.pid} ${leader.startTime} ${bootId()}\n`);
    return new TreeTerminator({ ...spec, graceMs: 0 });
  };

  it('is empty only after two scans in a row found nothing', () => {
    const terminator = terminatorOf();
    terminator.scan([]);
    expect(terminator.isEmpty()).toBe(false);
    terminator.scan([leader]);
    terminator.scan([]);
    expect(terminator.isEmpty()).toBe(false);
    terminator.scan([]);
    expect(terminator.isEmpty()).toBe(true);
    expect(terminator.report(false)).toMatchObject({ processes_ended: 1, survivors: [] });
  });

  it('has no live process if all scanned ones are gone', () => {
    const terminator = terminatorOf();
    terminator.scan([leader]);
    expect(terminator.isAnyAlive()).toBe(false);
  });

  it('keeps a process that was scanned once, although it has cut all its ties since', () => {
    const terminator = terminatorOf();
    const task = { ...leader, pid: leader.pid + 1, parent: leader.pid, startTime: '4712' };
    terminator.scan([leader, task]);
    const orphan = { ...task, parent: 1, group: task.pid, session: task.pid };
    expect(terminator.scan([orphan])).toEqual([orphan]);
    expect(terminator.scan([{ ...orphan, startTime: '9999' }])).toEqual([]);
  });
});
