import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { isLifecycle, jobKindFilter, type RecordedEvent } from '@reprise/contracts';
import { eventsOf, makeEvent, MemoryEventLog, newId, type Fact } from '@reprise/event-log';
import { loadPipelines } from '@reprise/pipelines';
import { bundledNextflow, simulatedPipelines } from '@reprise/simulated-nextflow';
import { waitUntil } from '@reprise/testing';
import { EMPTY, NEVER } from 'rxjs';
import { childEnvironment } from './attempt/child-environment.ts';
import { jobPaths } from './attempt/job-paths.ts';
import { InstalledNextflows } from './base/installed-nextflows.ts';
import { wireRunner, type WiredRunner } from './runner.fixture.ts';

describe('two runners with separate storages', () => {
  const log = new MemoryEventLog();
  const folder = mkdtempSync(join(tmpdir(), 'reprise-two-'));
  const { pipelines } = loadPipelines([simulatedPipelines]);
  const runners = new Map<string, WiredRunner>();
  const stop = async (name: string) => {
    await runners.get(name)?.stop();
    runners.delete(name);
  };
  afterAll(async () => {
    for (const name of [...runners.keys()]) await stop(name);
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const dataDir = (name: string) => join(folder, name);
  const startRunner = async (name: string) => {
    mkdirSync(dataDir(name), { recursive: true });
    const services = { send: () => NEVER, emit: () => EMPTY } as unknown as ClientProxy;
    const runner = await wireRunner({
      log,
      services,
      pipelines,
      options: {
        dataDir: dataDir(name),
        identity: { runner_id: `runner-${name}`, storage_id: `storage-${name}` },
        environment: childEnvironment(process.env),
        nextflows: new InstalledNextflows([{ version: '24.10.0', launcher: await bundledNextflow() }]),
      },
    });
    runners.set(name, runner);
    await runner.start();
  };
  const tell = (fact: Fact) =>
    log.append(
      makeEvent(fact, {
        id: newId(),
        time: new Date().toISOString(),
        actor: 'ada',
        source: '/reprise/test',
        correlation_id: newId(),
        causation_id: newId(),
        traceparent: `00-${newId().replaceAll('-', '')}-b7ad6b7169203331-01`,
      }),
    );
  const waitFor = (job: string, type: RecordedEvent['type'], attempt: number) =>
    waitUntil(
      async () =>
        (await eventsOf(log.read(jobKindFilter(job, 'life'))))
          .filter(isLifecycle)
          .find((event) => event.type === type && (event.data as { attempt?: number }).attempt === attempt),
      { what: `${type} of attempt ${String(attempt)}` },
    );
  const filesOf = (name: string, job: string) => {
    const { outputRoot, workRoot } = jobPaths(dataDir(name), job);
    return [outputRoot, workRoot].map((path) => existsSync(path));
  };

  it('rerun a job of an absent runner on the other one, and the files that the rerun kept are deleted once it is back', async () => {
    const job = newId();
    const params = { simulation: { steps: [{ name: 'CALL', publish: ['calls/a.txt'] }], failures: [] } };
    const submitted = { sample_name: 'S1', pipeline: 'simulated', pipeline_revision: 'r', params, inputs: [] };
    await startRunner('a');
    await tell({
      type: 'submitted',
      subject: job,
      data: { ...submitted, reason: null, queue: 'default', priority: 0 },
    });
    await waitFor(job, 'attempt_succeeded', 1);
    await stop('a');

    const again = { attempt: 2, reason: 'new reference', params, keep_work_dir: true, keep_results: true };
    await tell({ type: 'rerun_requested', subject: job, data: again });
    await startRunner('b');
    const { data } = await waitFor(job, 'attempt_started', 2);
    expect(data).toMatchObject({ storage_id: 'storage-b' });
    await waitFor(job, 'attempt_succeeded', 2);
    expect([filesOf('a', job), filesOf('b', job)]).toEqual([
      [true, true],
      [true, true],
    ]);

    const clean = { attempt: 2, reason: null, what: 'all', rule: null, storage_id: 'storage-a' } as const;
    await tell({ type: 'clean_requested', subject: job, data: clean });
    await startRunner('a');
    const cleaned = await waitFor(job, 'cleaned', 2);
    expect(cleaned.actor).toBe('runner:runner-a');
    expect([filesOf('a', job), filesOf('b', job)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});
