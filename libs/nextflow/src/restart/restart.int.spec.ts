import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpsHashes } from '../command/nextflow-version.ts';
import { nextflowVersion } from '../testing/nextflow.ts';
import { waitFor } from '../testing/nextflow-run.ts';
import { ResumedRuns, type Outcome } from '../testing/resumed-runs.ts';
import { Scratch } from '../testing/scratch.ts';
import { keepAside, moveAside, putBack } from './moves.ts';
import { sessionProcesses } from './session-processes.ts';
import { readTaskGraph } from './task-graph.ts';
import { tasksToRedo } from './tasks-to-redo.ts';

const AT = new Date('2026-11-26T10:00:00.000Z');
/** Modes of Nextflow's cache. The pipeline contains the same steps once per mode, under these names. */
const MODES = ['STANDARD', 'LENIENT', 'DEEP'] as const;

/** Empty if Nextflow cannot report what it hashes. */
const explained = (misses: string[]) => (dumpsHashes(nextflowVersion()) ? misses : []);

/** One session, because each run starts a JVM: restarts from a step, and resumes with changed inputs. */
describe('a resumed real run', () => {
  let scratch: Scratch;
  let runs: ResumedRuns;
  let journal: string;
  let workDir: string;
  let inputs: string;
  let second: Outcome;
  beforeAll(async () => {
    scratch = new Scratch();
    runs = new ResumedRuns(scratch);
    journal = join(scratch.dir, 'restart.json');
    workDir = join(scratch.dir, 'work');
    for (const mode of MODES) writeFileSync(join(scratch.dir, `${mode}.txt`), `one of ${mode}\ntwo of ${mode}\n`);
    inputs = join(scratch.dir, 'in');
    mkdirSync(inputs);
    for (const name of ['s1.fq', 's1.qual', 's2.fq', 's2.qual']) writeFileSync(join(inputs, name), `one ${name}\n`);
    expect(await run()).toMatchObject({ cached: [], missed: [] });
  });
  afterAll(() => scratch.end());

  const run = (params: object = {}) => runs.run({ folder: scratch.dir, inputs, ...params });
  const underModes = (names: string[]) => names.filter((name) => MODES.some((mode) => name.startsWith(`${mode}:`)));
  const ofInputs = (lines: string[]) =>
    lines.filter((line) => line.startsWith('INPUTS:')).map((line) => line.replaceAll('INPUTS:', ''));

  /** Graph of the steps under one mode. No task depends on a task of another mode. */
  const graph = async (mode: string, search: string[] = []) => {
    const processes = await sessionProcesses([join(scratch.dir, 'attempt-1')]);
    const tasks = await readTaskGraph({ workDir, processes, search });
    return tasks.filter(({ process }) => process?.startsWith(`${mode}:`));
  };
  /** Processes, without the mode, whose tasks run again, with the reasons. */
  const redone = async (mode: string, step: string | null, search: string[] = []) => {
    const tasks = await graph(mode, search);
    const redo = tasksToRedo(tasks, step && `${mode}:${step}`);
    return Object.fromEntries(
      tasks.flatMap(({ path, process }) =>
        redo.has(path) ? [[process!.slice(mode.length + 1), redo.get(path)!.reason]] : [],
      ),
    );
  };
  /** Moves the tasks of a step and their dependents aside under all modes. */
  const move = async (step: string, attempt: number) => {
    const paths: string[] = [];
    for (const mode of MODES)
      for (const [path, { isMoved }] of tasksToRedo(await graph(mode), `${mode}:${step}`))
        if (isMoved) paths.push(path);
    await moveAside({ journal, attempt, workDir, links: join(workDir, 'none'), paths, at: AT });
    return paths;
  };
  const underEach = (...names: string[]) => MODES.flatMap((mode) => names.map((name) => `${mode}:${name}`)).sort();

  it.each(MODES)('finds the step and its descendants, through sub-workflows, operators and exec (%s)', async (mode) => {
    expect(await redone(mode, 'MAP:ALIGN')).toEqual({
      'MAP:ALIGN': 'chosen',
      'MAP:CALL': 'uses',
      REPORT: 'may_use',
      TELL: 'may_use',
    });
    expect(await redone(mode, 'REPORT')).toEqual({ REPORT: 'chosen', TELL: 'may_use' });
    expect(await redone(mode, 'CHUNK')).toMatchObject({ CHUNK: 'chosen' });
    expect(Object.keys(await redone(mode, 'CHUNK'))).not.toContain('MAP:ALIGN');
    expect(await redone(mode, null)).toEqual({});
    expect(await redone(mode, null, ['one'])).toMatchObject({ CHECK: 'changed' });
  });

  it('finds every process by the wrappers alone, if a trace was lost', async () => {
    const tasks = await readTaskGraph({ workDir, processes: new Map() });
    expect(underModes([...new Set(tasks.map(({ process }) => process!))]).sort()).toEqual(
      underEach('CHECK', 'CHUNK', 'MAP:ALIGN', 'MAP:CALL', 'MAP:INDEX', 'MAP:PREPARE', 'REPORT'),
    );
  });

  it('runs exactly those again, in any mode of the cache, and caches restored ones', async () => {
    const paths = await move('MAP:INDEX', 2);
    expect(paths.some((path) => existsSync(join(workDir, path)))).toBe(false);
    await putBack(journal);
    expect(existsSync(journal)).toBe(false);

    await move('MAP:ALIGN', 3);
    await keepAside(journal);
    await write('s1.fq', 'one again\n');
    second = await run({ threads: 2 });
    expect(underModes(second.ran)).toEqual(
      underEach('MAP:ALIGN (a)', 'MAP:ALIGN (b)', 'MAP:CALL (a)', 'MAP:CALL (b)', 'REPORT (1)', 'TELL (1)'),
    );
    expect(underModes(second.cached)).toEqual(
      underEach(
        ...['CHECK (a)', 'CHECK (b)', 'CHUNK (1)', 'CHUNK (2)'],
        ...['MAP:INDEX', 'MAP:PREPARE (a)', 'MAP:PREPARE (b)'],
      ),
    );
  });

  it('reports which input file or parameter changed, and its consequences', () => {
    expect(ofInputs(second.cached).map((name) => name.replace(/\d\)/, 'n)'))).toEqual(['COUNT (n)', 'READ (sn)']);
    expect(ofInputs(second.missed)).toEqual(
      explained([
        'COUNT after 1: file read.txt by READ',
        'READ (s1) after 1: file s1.fq',
        'WRITE after 1: param threads 1 to 2',
      ]),
    );
  });

  it('reports which value changed, compared with the last run that had such a task', async () => {
    const { cached, missed } = await run({ threads: 2, pattern: 'two' });
    expect(ofInputs(cached)).toEqual(['READ (s1)', 'READ (s2)', 'WRITE']);
    expect(ofInputs(missed)).toEqual(
      explained(['COUNT after 2: value word one to two', 'COUNT after 2: value word one to two']),
    );
  });

  /** Nextflow detects a changed file by its size and its modification time in milliseconds. */
  async function write(name: string, text: string): Promise<void> {
    const before = statSync(join(inputs, name)).mtimeMs;
    await waitFor('a newer time', () => {
      writeFileSync(join(inputs, name), text);
      return statSync(join(inputs, name)).mtimeMs >= before + 2;
    });
  }
});
