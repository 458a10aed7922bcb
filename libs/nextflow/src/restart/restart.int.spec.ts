import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { keepAside, moveAside, putBack } from './moves.ts';
import { sessionProcesses } from './session-processes.ts';
import { readTaskGraph } from './task-graph.ts';
import { tasksToRedo } from './tasks-to-redo.ts';

const AT = new Date('2026-11-26T10:00:00.000Z');

describe.each(['true', 'lenient', 'deep'])('a restart from a step of a real run (cache %s)', (cache) => {
  let scratch: Scratch;
  let journal: string;
  let workDir: string;
  let session: string;
  beforeAll(async () => {
    scratch = new Scratch();
    journal = join(scratch.dir, 'restart.json');
    workDir = join(scratch.dir, 'work');
    writeFileSync(join(scratch.dir, 'lines.txt'), 'one\ntwo\n');
    const first = await run(null);
    session = (await first.run.session())!;
    expect(first.cached).toEqual([]);
  });
  afterAll(() => scratch.end());

  /** Runs to the end. Names of tasks, sorted. */
  const run = async (resume: string | null) => {
    const params = { cache: cache === 'true' ? true : cache, lines: join(scratch.dir, 'lines.txt') };
    const started = await NextflowRun.start(scratch, 'steps', { params, resume });
    const seen = await started.observations();
    expect(await started.ended()).toMatchObject({ exit_code: 0 });
    const names = (type: string) => seen.filter((each) => each.type === type).map(({ name }) => name);
    const cached = names('cached').sort();
    const ran = names('submitted')
      .filter((name) => !cached.includes(name))
      .sort();
    return { run: started, cached, ran };
  };
  const graph = async (search: string[] = []) =>
    readTaskGraph({ workDir, processes: await sessionProcesses([join(scratch.dir, 'attempt-1')]), search });
  /** Processes whose tasks run again, each with its reasons. */
  const redone = async (step: string | null, search: string[] = []) => {
    const tasks = await graph(search);
    const redo = tasksToRedo(tasks, step);
    return Object.fromEntries(
      tasks.flatMap(({ path, process }) => (redo.has(path) ? [[process, redo.get(path)!.reason]] : [])),
    );
  };
  const move = async (step: string, attempt: number) => {
    const redo = tasksToRedo(await graph(), step);
    const paths = [...redo].filter(([, { isMoved }]) => isMoved).map(([path]) => path);
    await moveAside({ journal, attempt, workDir, paths, at: AT });
    return paths;
  };

  it('finds the step and its descendants, through sub-workflows, operators and tasks inside Nextflow', async () => {
    expect(await redone('MAP:ALIGN')).toEqual({
      ...{ 'MAP:ALIGN': 'chosen', 'MAP:CALL': 'uses', REPORT: 'may_use', TELL: 'may_use' },
    });
    expect(await redone('REPORT')).toEqual({ REPORT: 'chosen', TELL: 'may_use' });
    expect(await redone('CHUNK')).toMatchObject({ CHUNK: 'chosen' });
    expect(Object.keys(await redone('CHUNK'))).not.toContain('MAP:ALIGN');
    expect(await redone(null)).toEqual({});
    expect(await redone(null, ['one'])).toMatchObject({ CHECK: 'changed' });
  });

  it('finds every process by the wrappers alone, where a trace was lost', async () => {
    const tasks = await readTaskGraph({ workDir, processes: new Map() });
    expect(new Set(tasks.map(({ process }) => process))).toEqual(
      new Set(['CHECK', 'CHUNK', 'MAP:ALIGN', 'MAP:CALL', 'MAP:INDEX', 'MAP:PREPARE', 'REPORT']),
    );
  });

  it('leaves all cached once it was put back, and then runs exactly those again', async () => {
    const paths = await move('MAP:ALIGN', 2);
    expect(paths.some((path) => existsSync(join(workDir, path)))).toBe(false);
    await putBack(journal);
    expect(existsSync(journal)).toBe(false);
    expect((await run(session)).ran).toEqual([]);

    await move('MAP:ALIGN', 3);
    await keepAside(journal);
    const { ran, cached } = await run(session);
    expect(ran).toEqual(['MAP:ALIGN (a)', 'MAP:ALIGN (b)', 'MAP:CALL (a)', 'MAP:CALL (b)', 'REPORT (1)', 'TELL (1)']);
    expect(cached).toEqual([
      'CHECK (a)',
      'CHECK (b)',
      'CHUNK (1)',
      'CHUNK (2)',
      'MAP:INDEX',
      'MAP:PREPARE (a)',
      'MAP:PREPARE (b)',
    ]);
    expect((await run(session)).ran).toEqual([]);
  });
});
