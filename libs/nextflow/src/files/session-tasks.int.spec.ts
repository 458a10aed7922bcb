import { jest } from '@jest/globals';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNextflow } from '../testing/nextflow.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { SessionTasks } from './session-tasks.ts';

jest.setTimeout(120_000);

const completed = Array.from({ length: 2 }, () => ({ status: 'COMPLETED', exit: 0 }));

describe('tasks of a session, asked ahead', () => {
  let scratch: Scratch;
  const ending = new AbortController();
  const sessions = new SessionTasks(ending.signal);
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());
  afterAll(() => ending.abort());

  /** A session of two tasks, and a Nextflow that counts how often it is asked. */
  async function endedSession() {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 1 } });
    await run.ended();
    const [asked, nextflow] = [join(scratch.dir, 'asked'), join(scratch.dir, 'nextflow')];
    writeFileSync(nextflow, `#!/bin/sh\necho once >>'${asked}'\nexec '${findNextflow()}' "$@"\n`);
    chmodSync(nextflow, 0o755);
    return {
      run,
      spec: { ...run.spec, nextflow, session: (await run.session())! },
      file: join(scratch.dir, 'recorded-tasks.json'),
      timesAsked: () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n').length : 0),
    };
  }

  it('are read without asking again', async () => {
    const { spec, file, timesAsked } = await endedSession();
    await sessions.askAhead(spec, file);
    expect([...(await sessions.read(spec, file)).values()]).toEqual(completed);
    expect(timesAsked()).toBe(1);
  });

  it('are waited for where the question is under way', async () => {
    const { spec, file, timesAsked } = await endedSession();
    void sessions.askAhead(spec, file);
    await new Promise(setImmediate);
    expect([...(await sessions.read(spec, file)).values()]).toEqual(completed);
    expect(timesAsked()).toBe(1);
  });

  it('are asked for again where the session has gone on since', async () => {
    const { run, spec, file, timesAsked } = await endedSession();
    await sessions.askAhead(spec, file);
    const resumed = await NextflowRun.start(scratch, 'slow', { params: { slow: 2 }, resume: await run.session() });
    await resumed.ended();
    expect((await sessions.read(spec, file)).size).toBeGreaterThan(completed.length);
    expect(timesAsked()).toBe(2);
  });

  it('are not asked for once they are unwanted', async () => {
    const { spec, file, timesAsked } = await endedSession();
    const answered = sessions.askAhead(spec, file);
    await sessions.forget(spec.launchDir);
    await answered;
    expect([existsSync(file), timesAsked()]).toEqual([false, 0]);
  });
});
