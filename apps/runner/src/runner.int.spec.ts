import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClientProxy } from '@nestjs/microservices';
import { isLifecycle, jobKindFilter, queueFilter, type RecordedEvent } from '@reprise/contracts';
import { EVERYTHING, eventsOf, makeEvent, MemoryEventLog, newId, type Fact } from '@reprise/event-log';
import { loadPipelines } from '@reprise/pipelines';
import { bundledNextflow } from '@reprise/simulated-nextflow';
import { waitUntil } from '@reprise/testing';
import { EMPTY, NEVER } from 'rxjs';
import { childEnvironment } from './attempt/child-environment.ts';
import { InstalledNextflows } from './base/installed-nextflows.ts';
import { wireRunner, type WiredRunner } from './runner.fixture.ts';

/** A runner on an in-memory log, with the simulated Nextflow. It can be stopped and restarted like a process. */
class Bench {
  readonly log = new MemoryEventLog();
  readonly folder = mkdtempSync(join(tmpdir(), 'reprise-runner-'));
  readonly pipelines = loadPipelines([copyOfGate(this.folder)]).pipelines;
  runner: WiredRunner | null = null;

  async start(): Promise<void> {
    mkdirSync(join(this.folder, 'data'), { recursive: true });
    const services = { send: () => NEVER, emit: () => EMPTY } as unknown as ClientProxy;
    this.runner = await wireRunner({
      log: this.log,
      services,
      pipelines: this.pipelines,
      logger: { warn: (line: string) => console.warn(line), error: (line: string) => console.error(line) },
      options: {
        dataDir: join(this.folder, 'data'),
        environment: childEnvironment(process.env),
        nextflows: new InstalledNextflows([{ version: '24.10.0', launcher: await bundledNextflow() }]),
        cgroup: 'auto',
        graceMs: 60_000, // longer than it takes to end on a busy machine
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
    return waitUntil(found, { what: `${type} of job ${job}` });
  }

  async stop(): Promise<void> {
    await this.runner?.stop();
    await this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The pipeline `gate`. The simulated Nextflow reads its steps from the file next to its script. */
function copyOfGate(folder: string): string {
  const copy = join(folder, 'pipelines');
  cpSync(resolve(import.meta.dirname, '../../e2e/pipelines/gate'), join(copy, 'gate'), { recursive: true });
  return copy;
}

/**
 * The end-to-end test `commands/real` covers how a real Nextflow is cancelled and resumed, and how it outlives its
 * runner.
 */
describe('a runner', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = new Bench();
    await bench.start();
  });
  afterAll(() => bench.stop());

  const alignTakes = (seconds: number) => {
    const [bam, report] = [['bam/aligned.bam'], ['report.txt']];
    const steps = [{ name: 'PREPARE' }, { name: 'ALIGN', seconds, publish: bam }, { name: 'CALL' }];
    const plan = { steps: [...steps, { name: 'REPORT', publish: report }] };
    writeFileSync(join(bench.folder, 'pipelines/gate/simulation.json'), JSON.stringify(plan));
  };
  const alignRuns = (job: string, attempt: number) => {
    const begun = async () =>
      (await bench.tasks(job)).find(({ type, data }) => {
        const task = data as { attempt: number; process: string };
        return type === 'task_started' && task.process === 'ALIGN' && task.attempt === attempt;
      });
    return waitUntil(begun, { what: 'ALIGN runs' });
  };

  it('completes a job with all steps, plan, session and outputs, through a cancel within a step, a resume and a restart of the runner', async () => {
    const folder = mkdtempSync(join(bench.folder, 'gates-'));
    writeFileSync(join(folder, 'PREPARE'), '');
    alignTakes(60);
    const job = await bench.submit('gate', { folder });
    await alignRuns(job, 1);
    await bench.tell({ type: 'cancel_requested', subject: job, data: { attempt: 1, reason: 'wrong sample' } });
    const cancelled = await bench.waitFor(job, 'attempt_cancelled');
    expect(cancelled.data).toMatchObject({ survivors: 0 });
    const { signals } = cancelled.data as { signals: { signal: string }[] };
    expect(new Set(signals.map(({ signal }) => signal))).toEqual(new Set(['SIGTERM']));
    expect((await bench.tasks(job)).map(({ type }) => type)).toContain('task_aborted');
    const requested = await bench.waitFor(job, 'cancel_requested');
    const [submitted, ...cameOfIt] = await eventsOf(bench.log.read(EVERYTHING));
    for (const { type, traceparent } of cameOfIt) {
      const cause = type.includes('cancel') || type === 'slot_released' ? requested : submitted;
      expect([type, traceparent]).toEqual([type, cause?.traceparent]);
    }

    alignTakes(1);
    await bench.tell({ type: 'resume_requested', subject: job, data: { attempt: 2, reason: null } });
    await alignRuns(job, 2);
    await bench.runner?.stop();
    await bench.start();
    const ended = await bench.waitFor(job, 'attempt_succeeded');
    expect((await bench.life(job)).map(({ type }) => type)).toEqual([
      ...['submitted', 'attempt_claimed', 'attempt_started', 'cancel_requested', 'attempt_cancelled'],
      ...['resume_requested', 'attempt_claimed', 'attempt_started', 'attempt_succeeded'],
    ]);
    expect(ended.data).toMatchObject({
      exit_code: 0,
      outputs: [{ kind: 'bam' }, { kind: 'report', bytes: expect.any(Number), sha256: expect.any(String) }],
    });
    const slots = (await eventsOf(bench.log.read(queueFilter('default')))).map(({ type }) => type);
    expect(slots).toEqual(['slot_taken', 'slot_released', 'slot_taken', 'slot_released']);

    const tasks = await bench.tasks(job);
    const second = tasks.filter(({ data }) => (data as { attempt: number }).attempt === 2);
    const ofType = (type: string) => second.filter((event) => event.type === type);
    const stepsOf = (type: string) => ofType(type).map(({ data }) => (data as { step: string }).step);
    expect(stepsOf('task_cached')).toEqual(['Prepare']);
    for (const type of ['task_submitted', 'task_started', 'task_completed'])
      expect(stepsOf(type)).toEqual(['Align reads', 'Call variants', 'Report']);
    expect(ofType('plan_observed')[0]?.data).toMatchObject({
      steps: [{ process: 'PREPARE' }, { process: 'ALIGN' }, { process: 'CALL' }, { process: 'REPORT' }],
    });
    expect(ofType('session_observed')).toHaveLength(1);
    const sha256 = createHash('sha256').update('').digest('hex');
    const file = { path: join(folder, 'PREPARE'), bytes: 0, sha256, problem: null };
    expect(ofType('inputs_observed')[0]?.data).toMatchObject({ attempt: 2, complete: true });
    expect((ofType('inputs_observed')[0]?.data as { inputs: object[] }).inputs).toContainEqual(
      expect.objectContaining(file),
    );
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  });
});
