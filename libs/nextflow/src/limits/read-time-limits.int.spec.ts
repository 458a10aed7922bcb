import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recorded } from '../testing/recorded.ts';
import { readTimeLimits } from './read-time-limits.ts';

describe('the time limits of running tasks', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'limits-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const place = (path: string, text: string): string => {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const task = (process: string, hash = 'ff/000000') => ({ process, hash });
  const read = async (...tasks: ReturnType<typeof task>[]) => {
    const traces = [join(folder, 'none.tsv'), place('old.tsv', recorded('zoo.trace.tsv'))];
    traces.push(place('trace.tsv', recorded('time-limit.trace.tsv')));
    const script = place('pipeline/main.nf', "include { CALL } from './modules/call.nf'\n");
    place('pipeline/modules/call.nf', "process CALL {\n  time '20s'\n  script: 'call'\n}\n");
    place('work/ab/cdef12000/.command.run', '#!/bin/bash\n#SBATCH -t 00:10:00\n');
    return Object.fromEntries(await readTimeLimits({ workDir: join(folder, 'work'), tasks, traces, script }));
  };

  it("come from a scheduler's wrapper, or else from earlier attempts, or else from the script", async () => {
    const tasks = [task('FREE'), task('LIMITED'), task('MAP:CALL'), task('ALIGN', 'ab/cdef12')];
    expect(await read(...tasks)).toEqual({ FREE: null, LIMITED: 60_000, 'MAP:CALL': 20_000, ALIGN: 600_000 });
  });

  it('are unknown if no task of the process has ended and its script computes the limit', async () => {
    expect(await read(task('OTHER'))).toEqual({});
    expect(await read(task('IGNORED'))).toEqual({});
  });
});
