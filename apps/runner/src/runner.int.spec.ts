import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { isLifecycle, jobKindFilter, queueFilter, type RecordedEvent } from '@reprise/contracts';
import { EVERYTHING, eventsOf, makeEvent, MemoryEventLog, newId, type Fact } from '@reprise/event-log';
import { readVersion } from '@reprise/nextflow';
import { loadPipelines } from '@reprise/pipelines';
import { ensureNextflow, thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import { EMPTY, NEVER } from 'rxjs';
import { childEnvironment } from './attempt/child-environment.ts';
import { wireRunner, type WiredRunner } from './runner.fixture.ts';

/** One runner on an in-memory log, with the real Nextflow. It can be stopped and started again like a process. */
class Bench {
  readonly log = new MemoryEventLog();
  readonly folder = mkdtempSync(join(tmpdir(), 'reprise-runner-'));
  readonly pipelines = loadPipelines([resolve(import.meta.dirname, '../../e2e/pipelines')]).pipelines;
  runner: WiredRunner | null = null;

  async start(nextflow: string): Promise<void> {
    mkdirSync(join(this.folder, 'data'), { recursive: true });
    const environment = childEnvironment(process.env);
    const { version } = await readVersion(nextflow, environment);
    const services = { send: () => NEVER, emit: () => EMPTY } as unknown as ClientProxy;
    this.runner = await wireRunner({
      ...{ log: this.log, services, pipelines: this.pipelines },
      logger: { warn: (line: string) => console.warn(line), error: (line: string) => console.error(line) },
      options: {
        dataDir: join(this.folder, 'data'),
        ...{ environment, nextflow, nextflowVersion: version, cgroup: 'auto' },
        graceMs: 20_000, // the real Nextflow takes seconds to end, on a busy machine more
      },
    });
    await this.runner.start();
  }

  tell = (fact: Fact) =>
    this.log.append(
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

  async submit(pipeline: string, params: Record<string, unknown>): Promise<string> {
    const subject = newId();
    const data = { sample_name: 'S1', pipeline, pipeline_revision: 'r', params, inputs: [], reason: null };
    await this.tell({ type: 'submitted', subject, data: { ...data, queue: 'default', priority: 0 } });
    return subject;
  }

  life = async (job: string) => (await eventsOf(this.log.read(jobKindFilter(job, 'life')))).filter(isLifecycle);
  tasks = (job: string) => eventsOf(this.log.read(jobKindFilter(job, 'task')));

  waitFor(job: string, type: RecordedEvent['type']): Promise<RecordedEvent> {
    const found = async () => (await this.life(job)).find((event) => event.type === type);
    return waitUntil(found, { milliseconds: 60_000, what: `${type} of job ${job}` });
  }

  async stop(): Promise<void> {
    await this.runner?.stop();
    await this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('a runner with the real Nextflow', () => {
  let bench: Bench;
  let nextflow: string;

  beforeAll(async () => {
    nextflow = await ensureNextflow(thisMachine(), () => undefined);
    bench = new Bench();
    await bench.start(nextflow);
  }, 300_000);
  afterAll(() => bench.stop());

  const gates = (name: string) => mkdtempSync(join(bench.folder, `${name}-`));

  it('takes a job from its submission to its success, with every step, the plan, the session and the outputs', async () => {
    const folder = gates('all');
    writeFileSync(join(folder, 'all'), '');
    const job = await bench.submit('gate', { folder });
    const ended = await bench.waitFor(job, 'attempt_succeeded');
    expect((await bench.life(job)).map(({ type }) => type)).toEqual([
      'submitted',
      'attempt_claimed',
      'attempt_started',
      'attempt_succeeded',
    ]);
    expect(ended.data).toMatchObject({
      exit_code: 0,
      outputs: [{ kind: 'bam' }, { kind: 'report', bytes: expect.any(Number), sha256: expect.any(String) }],
    });
    const tasks = await bench.tasks(job);
    expect(
      tasks.filter(({ type }) => type === 'task_completed').map(({ data }) => (data as { step: string }).step),
    ).toEqual(['Prepare', 'Align reads', 'Call variants', 'Report']);
    expect(tasks.find(({ type }) => type === 'plan_observed')?.data).toMatchObject({
      steps: [{ process: 'PREPARE' }, { process: 'ALIGN' }, { process: 'CALL' }, { process: 'REPORT' }],
    });
    expect(tasks.filter(({ type }) => type === 'session_observed')).toHaveLength(1);
    const sha256 = createHash('sha256').update('').digest('hex');
    expect(tasks.find(({ type }) => type === 'inputs_observed')?.data).toMatchObject({
      attempt: 1,
      complete: true,
      inputs: [{ path: join(folder, 'all'), bytes: 0, sha256, problem: null }],
    });
    const slots = (await eventsOf(bench.log.read(queueFilter('default')))).map(({ type }) => type);
    expect(slots).toEqual(['slot_taken', 'slot_released']);
    const [submitted, ...cameOfIt] = await eventsOf(bench.log.read(EVERYTHING));
    for (const { type, traceparent } of cameOfIt) expect([type, traceparent]).toEqual([type, submitted?.traceparent]);
  }, 90_000);

  it('cancels in the middle of a step, resumes with the finished step cached, and goes on where it was after a restart', async () => {
    const folder = gates('cancel');
    writeFileSync(join(folder, 'PREPARE'), '');
    const job = await bench.submit('gate', { folder });
    const reached = join(folder, 'ALIGN.reached');
    const alignRuns = () =>
      waitUntil(() => existsSync(reached) || undefined, { milliseconds: 60_000, what: 'ALIGN runs' });
    await alignRuns();
    await bench.tell({ type: 'cancel_requested', subject: job, data: { attempt: 1, reason: 'wrong sample' } });
    const cancelled = await bench.waitFor(job, 'attempt_cancelled');
    expect(cancelled.data).toMatchObject({ survivors: 0, signals: [{ signal: 'SIGTERM' }] });
    expect((await bench.tasks(job)).map(({ type }) => type)).toContain('task_aborted');
    const requested = await bench.waitFor(job, 'cancel_requested');
    expect(cancelled.traceparent).toBe(requested.traceparent);

    rmSync(reached);
    await bench.tell({ type: 'resume_requested', subject: job, data: { attempt: 2, reason: null } });
    await alignRuns();
    await bench.runner?.stop();
    writeFileSync(join(folder, 'all'), '');
    await bench.start(nextflow);
    await bench.waitFor(job, 'attempt_succeeded');
    const tasks = await bench.tasks(job);
    const second = tasks.filter(({ data }) => (data as { attempt: number }).attempt === 2);
    const cached = second.filter(({ type }) => type === 'task_cached');
    expect(cached.map(({ data }) => (data as { process: string }).process)).toEqual(['PREPARE']);
    const perType = (type: string) => second.filter((event) => event.type === type).length;
    expect(['task_submitted', 'task_started', 'task_completed'].map(perType)).toEqual([3, 3, 3]);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  }, 120_000);
});
