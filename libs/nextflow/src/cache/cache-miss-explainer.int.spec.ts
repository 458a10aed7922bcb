import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpsHashes } from '../command/nextflow-version.ts';
import { nextflowVersion } from '../testing/nextflow.ts';
import { NextflowRun, waitFor } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import type { TaskObservation } from '../watch/task-observation.ts';
import { watchTasks } from '../watch/watch-tasks.ts';

/** Nothing, where Nextflow cannot say what it hashes. */
const explained = (misses: string[]) => (dumpsHashes(nextflowVersion()) ? misses : []);

describe('a resume of a real Nextflow', () => {
  let scratch: Scratch;
  let folder: string;
  const runs: NextflowRun[] = [];
  beforeAll(async () => {
    scratch = new Scratch();
    folder = join(scratch.dir, 'in');
    mkdirSync(folder);
    for (const name of ['s1.fq', 's1.qual', 's2.fq', 's2.qual']) writeFileSync(join(folder, name), `one ${name}\n`);
    expect(await run()).toEqual({ cached: [], missed: [] });
  });
  afterAll(() => scratch.end());

  /** Runs to the end, of the same session as the runs before; answers what was cached and what missed the cache. */
  async function run(params: object = {}): Promise<{ cached: string[]; missed: string[] }> {
    const resume = (await runs.at(-1)?.session()) ?? null;
    const next = await NextflowRun.start(scratch, 'inputs', { params: { folder, ...params }, resume });
    const earlier = runs.map(({ spec }, i) => ({ attempt: i + 1, attemptDir: spec.attemptDir }));
    runs.push(next);
    const seen: TaskObservation[] = [];
    for await (const batch of watchTasks({
      ...{ attemptDir: next.spec.attemptDir, workDir: next.workDir, ended: next.ended(), earlier },
    }))
      seen.push(...batch);
    return {
      cached: seen.flatMap(({ type, name }) => (type === 'cached' ? name : [])).sort(),
      missed: seen.flatMap((each) => (each.cache_miss ? told(each) : [])).sort(),
    };
  }

  const told = ({ name, process, tag, cache_miss }: TaskObservation) =>
    `${tag ? name : process} after ${cache_miss!.attempt}: ${cache_miss!.changes
      .map((change) =>
        [
          ...[change.kind, change.name, change.made_by && `by ${change.made_by}`],
          change.kind === 'file' ? '' : `${change.from} to ${change.to}`,
        ]
          .filter(Boolean)
          .join(' '),
      )
      .join(', ')}`;

  /** Nextflow sees that a file changed by its size and by its time, of which it takes whole milliseconds. */
  async function write(name: string, text: string): Promise<void> {
    const before = statSync(join(folder, name)).mtimeMs;
    await waitFor('a newer time', () => {
      writeFileSync(join(folder, name), text);
      return statSync(join(folder, name)).mtimeMs >= before + 2;
    });
  }

  it('tells which input file or parameter changed, and what follows from it', async () => {
    await write('s1.fq', 'one again\n');
    const { cached, missed } = await run({ threads: 2 });
    expect(cached.map((name) => name.replace(/\d\)/, 'n)'))).toEqual(['COUNT (n)', 'READ (sn)']);
    expect(missed).toEqual(
      explained([
        'COUNT after 1: file read.txt by READ',
        'READ (s1) after 1: file s1.fq',
        'WRITE after 1: param threads 1 to 2',
      ]),
    );
  });

  it('tells which value changed, and compares with the attempt that had such a task last', async () => {
    expect(await run({ threads: 2, word: 'two' })).toEqual({
      cached: ['READ (s1)', 'READ (s2)', 'WRITE'],
      missed: explained(['COUNT after 2: value word one to two', 'COUNT after 2: value word one to two']),
    });
  });
});
