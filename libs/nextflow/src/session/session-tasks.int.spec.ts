import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { terminateTree } from '../terminate/terminate-tree.ts';
import { findNextflow } from '../testing/nextflow.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import type { TaskObservation } from '../watch/task-observation.ts';
import { recordedTasks, type RecordedTask } from './recorded-tasks.ts';
import { SessionTasks } from './session-tasks.ts';

describe('tasks of a session', () => {
  let scratch: Scratch;
  const ending = new AbortController();
  const sessions = new SessionTasks(ending.signal);
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());
  afterAll(() => ending.abort());

  /** A Nextflow that counts how often it is asked. */
  function countingNextflow() {
    const [asked, nextflow] = [join(scratch.dir, 'asked'), join(scratch.dir, 'nextflow')];
    writeFileSync(nextflow, `#!/bin/sh\necho once >>'${asked}'\nexec '${findNextflow()}' "$@"\n`);
    chmodSync(nextflow, 0o755);
    return {
      nextflow,
      timesAsked: () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n').length : 0),
    };
  }

  const specOf = async (run: NextflowRun, nextflow: string, earlier: NextflowRun | null = null) => ({
    ...{ ...run.spec, nextflow, session: (await run.session())!, runName: run.name },
    earlierDir: earlier?.spec.attemptDir ?? join(scratch.dir, 'none'),
  });

  const start = (slow: number, resume: string | null = null) =>
    NextflowRun.start(scratch, 'slow', { params: { slow }, resume });

  /** A session of two tasks. `isUnsure`: its trace has an end more than its cache. */
  async function endedSession({ isUnsure = false } = {}) {
    const run = await start(1);
    await run.ended();
    const { nextflow, timesAsked } = countingNextflow();
    const { trace } = attemptFiles(run.spec.attemptDir);
    if (isUnsure) writeFileSync(trace, withOneMore(readFileSync(trace, 'utf8')));
    const spec = await specOf(run, nextflow);
    return { run, spec, timesAsked, file: attemptFiles(spec.attemptDir).recordedTasks };
  }

  const completed = Array.from({ length: 2 }, () => ({ status: 'COMPLETED', exit: 0 }));

  it('are read from the files of a run that ended, without asking Nextflow', async () => {
    const { spec, timesAsked } = await endedSession();
    const read = await sessions.read(spec);
    expect([...read.values()]).toEqual(completed);
    expect(timesAsked()).toBe(0);
    expect(read).toEqual(await recordedTasks(spec));
  });

  it('are read so after a cancel, and after each further one', async () => {
    const { nextflow, timesAsked } = countingNextflow();
    const first = await start(60);
    await first.until(isLastStarted);
    await terminateTree({ ...first.spec, graceMs: 20_000 });
    const ofFirst = await sessions.read(await specOf(first, nextflow));
    const second = await start(60, await first.session());
    await second.until(isLastStarted);
    await terminateTree({ ...second.spec, graceMs: 20_000 });
    const ofBoth = await sessions.read(await specOf(second, nextflow, first));
    expect(timesAsked()).toBe(0);
    expect(finished(ofFirst)).toEqual([{ status: 'COMPLETED', exit: 0 }]);
    expect(finished(ofBoth)).toEqual(finished(ofFirst));
    expect(finished(await recordedTasks(await specOf(second, nextflow)))).toEqual(finished(ofFirst));
  });

  it('are asked of Nextflow where the trace has an end that the cache lacks, once', async () => {
    const { spec, timesAsked } = await endedSession({ isUnsure: true });
    expect([...(await sessions.read(spec)).values()]).toEqual(completed);
    await sessions.read(spec);
    expect(timesAsked()).toBe(1);
  });

  it('are found ahead, and waited for while they are', async () => {
    const { spec, timesAsked } = await endedSession({ isUnsure: true });
    void sessions.findAhead(spec);
    await new Promise(setImmediate);
    expect([...(await sessions.read(spec)).values()]).toEqual(completed);
    expect(timesAsked()).toBe(1);
  });

  it('are found out again where the session has gone on since', async () => {
    const { run, spec, timesAsked } = await endedSession({ isUnsure: true });
    await sessions.findAhead(spec);
    const resumed = await start(2, await run.session());
    await resumed.ended();
    expect((await sessions.read(spec)).size).toBeGreaterThan(completed.length);
    expect(timesAsked()).toBe(2);
  });

  it('are not asked for once they are unwanted', async () => {
    const { spec, file, timesAsked } = await endedSession({ isUnsure: true });
    const found = sessions.findAhead(spec);
    await sessions.forget(spec.launchDir);
    await found;
    expect([existsSync(file), timesAsked()]).toEqual([false, 0]);
  });
});

/** Whether the second task runs, so that the first is recorded. */
const isLastStarted = ({ process, type }: TaskObservation) => process === 'SLOW' && type === 'started';

/** Tasks that ended by themselves: whether the cache has an aborted task is a matter of milliseconds. */
const finished = (tasks: ReadonlyMap<string, RecordedTask>) =>
  [...tasks.values()].filter(({ status }) => status !== 'ABORTED');

/** A trace with its last row a second time, under another hash. */
function withOneMore(trace: string): string {
  const row = trace.trimEnd().split('\n').at(-1)!;
  const [hash = ''] = row.split('\t');
  const other = `${hash.slice(0, 3)}${hash.slice(3).replace(/./g, (digit) => (digit === '0' ? '1' : '0'))}`;
  return `${trace}${row.replaceAll(hash, other)}\n`;
}
