import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobKindFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { attemptFiles, type Plan } from '@reprise/nextflow';
import { Trees } from '../cancel-attempt/trees.ts';
import type { StartedAttempt } from '../react/attempt.ts';
import { watchAttempt } from './attempt-watch.ts';
import { aStartedAttempt } from './started-attempt.fixture.ts';

describe('watching an attempt comes to its end', () => {
  let dataDir: string;
  let started: StartedAttempt;
  let log: MemoryEventLog;
  let told: string[];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'reprise-watch-'));
    started = aStartedAttempt(dataDir);
    log = new MemoryEventLog();
    told = [];
    mkdirSync(started.attemptDir, { recursive: true });
    const files = attemptFiles(started.attemptDir);
    // As a program of an earlier boot left them.
    writeFileSync(files.process, '4711 1 00000000-0000-0000-0000-000000000000\n');
    writeFileSync(files.opened, '');
    writeFileSync(files.exit, '0\n');
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const watch = async (plan: Plan | null = null) => {
    const { ended } = await watchAttempt(started, undefined, {
      ...{ log, trees: new Trees(0), signal: new AbortController().signal },
      planOf: () => Promise.resolve(plan),
      inputsOf: () => Promise.resolve(null),
      onLeftOut: (problem) => told.push(problem),
    });
    expect(ended).toMatchObject({ status: 'exited', exit_code: 0 });
    return eventsOf(log.read(jobKindFilter(started.job.job_id, 'task')));
  };
  const trace = (rows: string[][]) =>
    writeFileSync(attemptFiles(started.attemptDir).trace, rows.map((row) => `${row.join('\t')}\n`).join(''));
  const row = (hash: string, duration: string, tag: string) => [
    ...[hash, 'COMPLETED', '0', '1', '1000', '1100', '900', duration, '5.0', '0', `/w/${hash}`, '-'],
    ...['ALIGN', `ALIGN (${tag})`, tag],
  ];

  it('also where the clock was set back, and where a tag is very long', async () => {
    trace([row('aa/000000', '-100', 'DEMO1'), row('bb/000000', '5', 'x'.repeat(300_000))]);
    const completed = (await watch()).filter(({ type }) => type === 'task_completed');
    expect(completed).toMatchObject([
      { data: { hash: 'aa/000000', tag: 'DEMO1', duration_ms: null } },
      { data: { hash: 'bb/000000', tag: `${'x'.repeat(4095)}…`, duration_ms: 5 } },
    ]);
    expect(told).toEqual([]);
  });

  it('also with a fact that the log will never take, which is told and passed over', async () => {
    trace([row('aa/000000', '5', 'DEMO1')]);
    const steps = Array.from({ length: 3000 }, (_, i) => `${'LONG_NAME_'.repeat(8)}${i}`);
    const types = (await watch({ steps, edges: [] })).map(({ type }) => type);
    expect(types).toEqual(['task_submitted', 'task_started', 'task_completed']);
    expect(told.at(-1)).toMatch(/^not recorded: plan_observed: \d+ bytes of data/);
  });
});
