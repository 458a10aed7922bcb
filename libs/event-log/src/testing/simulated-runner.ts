import { runnerActor, runnerSource, type DataOf, type EventType } from '@reprise/contracts';
import { makeEvent, newId, type EventLog, type Fact } from '../index.ts';

export const STORAGE = 'storage-a';
export const RUNNER = 'runner-a';

/** Appends the events of a runner without running anything. */
export class SimulatedRunner {
  private readonly log: EventLog;

  constructor(log: EventLog) {
    this.log = log;
  }

  claim = (jobId: string, attempt = 1) => this.append(jobId, 'attempt_claimed', { attempt, runner_id: RUNNER });

  async start(jobId: string, attempt = 1, changes: Partial<DataOf<'attempt_started'>> = {}): Promise<number> {
    await this.claim(jobId, attempt);
    return this.append(jobId, 'attempt_started', {
      attempt,
      runner_id: RUNNER,
      storage_id: STORAGE,
      process: { pid: 4711, start_time: '123', boot_id: 'boot' },
      pipeline_revision: 'r1',
      nextflow_version: '24.10.0',
      run_name: `run-${String(attempt)}`,
      argv: ['nextflow', 'run'],
      launch_dir: '/jobs/1',
      work_dir: '/jobs/1/work',
      output_dir: '/jobs/1/out',
      ...changes,
    });
  }

  succeed = (jobId: string, attempt = 1, changes: Partial<DataOf<'attempt_succeeded'>> = {}) =>
    this.append(jobId, 'attempt_succeeded', {
      attempt,
      exit_code: 0,
      duration_ms: 1_000,
      outputs: [{ kind: 'bam', path: '/jobs/1/out/bam/S1.bam', bytes: 7, sha256: 'ab' }],
      ...changes,
    });

  fail = (jobId: string, attempt = 1, cause: DataOf<'attempt_failed'>['cause'] = 'error') =>
    this.append(jobId, 'attempt_failed', {
      attempt,
      cause,
      exit_code: 1,
      signal: null,
      failing_step: null,
      failing_task: null,
      stderr_tail: [],
      message: 'It failed.',
      duration_ms: 1_000,
      processes_ended: 0,
    });

  reportUnproven = (jobId: string, attempt = 1) =>
    this.append(jobId, 'attempt_unproven', {
      attempt,
      during: 'end',
      executors: [
        {
          name: 'slurm',
          message: 'Slurm does not answer: it is down',
          left: [{ native_id: '812', state: 'submitted' }],
          left_count: null,
        },
      ],
    });

  proveEnd = (jobId: string, attempt = 1) => this.append(jobId, 'end_proven', { attempt });

  endCancelled = (jobId: string, attempt = 1) =>
    this.append(jobId, 'attempt_cancelled', {
      attempt,
      signals: [],
      processes_ended: 3,
      survivors: 0,
      duration_ms: 1_000,
    });

  failClean = (jobId: string, attempt = 1) =>
    this.append(jobId, 'clean_failed', {
      attempt,
      bytes: 0,
      resume_possible: false,
      left: [{ path: '/jobs/1/work', reason: 'EACCES: permission denied' }],
    });

  clean = (jobId: string, attempt = 1) =>
    this.append(jobId, 'cleaned', {
      attempt,
      paths: ['/jobs/1/work'],
      bytes: 5,
      by: 'gateway',
      reason: null,
      resume_possible: true,
    });

  task = (jobId: string, type: 'task_started' | 'task_completed', hash = 'ab/cdef12') =>
    this.append(jobId, type, {
      attempt: 1,
      process: 'ALIGN',
      step: 'Alignment',
      tag: null,
      name: 'ALIGN',
      hash,
      work_dir: null,
      try: 1,
      submitted_at: null,
      started_at: null,
      completed_at: null,
      exit_code: null,
      duration_ms: null,
      peak_rss: null,
      cpu_percent: null,
      error_action: null,
    });

  observeExecutors = (jobId: string, elsewhere: string[]) =>
    this.append(jobId, 'executors_observed', { attempt: 1, elsewhere });

  observeInputs = (jobId: string, inputs: DataOf<'inputs_observed'>['inputs']) =>
    this.append(jobId, 'inputs_observed', { attempt: 1, inputs, complete: true });

  private async append<T extends EventType>(subject: string, type: T, data: DataOf<T>): Promise<number> {
    const event = makeEvent({ type, subject, data } as Fact, {
      id: newId(),
      time: new Date().toISOString(),
      actor: runnerActor(RUNNER),
      source: runnerSource(RUNNER),
      correlation_id: 'simulated',
      causation_id: 'simulated',
    });
    return (await this.log.append(event)).seq;
  }
}
