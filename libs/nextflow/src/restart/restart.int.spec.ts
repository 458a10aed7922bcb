import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { keepAside, moveAside, putBack } from './moves.ts';
import { sessionProcesses } from './session-processes.ts';
import { readTaskGraph } from './task-graph.ts';
import { tasksToRedo } from './tasks-to-redo.ts';

const AT = new Date('2026-11-26T10:00:00.000Z');
/** Modes of Nextflow's cache: the pipeline has the same steps once under each, by these names. */
const MODES = ['STANDARD', 'LENIENT', 'DEEP'] as const;

describe('a restart from a step of a real run', () => {
  let scratch: Scratch;
  let journal: string;
  let workDir: string;
  let session: string;
  beforeAll(async () => {
    scratch = new Scratch();
    journal = join(scratch.dir, 'restart.json');
    workDir = join(scratch.dir, 'work');
    for (const mode of MODES) writeFileSync(join(scratch.dir, `${mode}.txt`), `one of ${mode}\ntwo of ${mode}\n`);
    const first = await run(null);
    session = (await first.run.session())!;
    expect(first.cached).toEqual([]);
  });
  afterAll(() => scratch.end());

  /** Runs to the end. Names of tasks, sorted. */
  const run = async (resume: string | null) => {
    const params = { folder: scratch.dir };
    const started = await NextflowRun.start(scratch, 'steps/main', { params, resume });
    const seen = await started.observations();
    expect(await started.ended()).toMatchObject({ exit_code: 0 });
    const names = (type: string) => seen.filter((each) => each.type === type).map(({ name }) => name);
    const cached = names('cached').sort();
    const ran = names('submitted')
      .filter((name) => !cached.includes(name))
      .sort();
    return { run: started, cached, ran };
  };
  /** Graph of the steps under one mode: no task of it uses one of another. */
  const graph = async (mode: string, search: string[] = []) => {
    const processes = await sessionProcesses([join(scratch.dir, 'attempt-1')]);
    const tasks = await readTaskGraph({ workDir, processes, search });
    return tasks.filter(({ process }) => process?.startsWith(`${mode}:`));
  };
  /** Processes whose tasks run again, without the mode, each with its reason. */
  const redone = async (mode: string, step: string | null, search: string[] = []) => {
    const tasks = await graph(mode, search);
    const redo = tasksToRedo(tasks, step && `${mode}:${step}`);
    return Object.fromEntries(
      tasks.flatMap(({ path, process }) =>
        redo.has(path) ? [[process!.slice(mode.length + 1), redo.get(path)!.reason]] : [],
      ),
    );
  };
  /** Moves the tasks aside that a step has under any mode, and those that use them. */
  const move = async (step: string, attempt: number) => {
    const paths: string[] = [];
    for (const mode of MODES)
      for (const [path, { isMoved }] of tasksToRedo(await graph(mode), `${mode}:${step}`))
        if (isMoved) paths.push(path);
    await moveAside({ journal, attempt, workDir, paths, at: AT });
    return paths;
  };
  const underEach = (...names: string[]) => MODES.flatMap((mode) => names.map((name) => `${mode}:${name}`)).sort();

  it.each(MODES)('finds the step and its descendants, through sub-workflows, operators and exec (%s)', async (mode) => {
    expect(await redone(mode, 'MAP:ALIGN')).toEqual({
      ...{ 'MAP:ALIGN': 'chosen', 'MAP:CALL': 'uses', REPORT: 'may_use', TELL: 'may_use' },
    });
    expect(await redone(mode, 'REPORT')).toEqual({ REPORT: 'chosen', TELL: 'may_use' });
    expect(await redone(mode, 'CHUNK')).toMatchObject({ CHUNK: 'chosen' });
    expect(Object.keys(await redone(mode, 'CHUNK'))).not.toContain('MAP:ALIGN');
    expect(await redone(mode, null)).toEqual({});
    expect(await redone(mode, null, ['one'])).toMatchObject({ CHECK: 'changed' });
  });

  it('finds every process by the wrappers alone, where a trace was lost', async () => {
    const tasks = await readTaskGraph({ workDir, processes: new Map() });
    expect([...new Set(tasks.map(({ process }) => process))].sort()).toEqual(
      underEach('CHECK', 'CHUNK', 'MAP:ALIGN', 'MAP:CALL', 'MAP:INDEX', 'MAP:PREPARE', 'REPORT'),
    );
  });

  it('runs exactly those again, whatever the mode of the cache, and takes from it what was put back', async () => {
    const paths = await move('MAP:INDEX', 2);
    expect(paths.some((path) => existsSync(join(workDir, path)))).toBe(false);
    await putBack(journal);
    expect(existsSync(journal)).toBe(false);

    await move('MAP:ALIGN', 3);
    await keepAside(journal);
    const { ran, cached } = await run(session);
    expect(ran).toEqual(
      underEach('MAP:ALIGN (a)', 'MAP:ALIGN (b)', 'MAP:CALL (a)', 'MAP:CALL (b)', 'REPORT (1)', 'TELL (1)'),
    );
    expect(cached).toEqual(
      underEach(
        ...['CHECK (a)', 'CHECK (b)', 'CHUNK (1)', 'CHUNK (2)'],
        ...['MAP:INDEX', 'MAP:PREPARE (a)', 'MAP:PREPARE (b)'],
      ),
    );
  });
});
