import type { AnyEvent, TaskFacts } from '@reprise/contracts';
import { makeEvents, newId, type Fact } from '@reprise/event-log';

const steps = ['FASTQC', 'FASTP', 'INDEX', 'ALIGN', 'CALL', 'ANNOTATE', 'FILTER'];
const at = '2026-01-01T00:00:00.000Z';

/** Returns the complete history of a successful job, as recorded by the services: 28 events. */
export function jobEvents(number: number): AnyEvent[] {
  const subject = newId();
  const facts = [
    submitted(subject, { sample_name: `S${String(number)}` }),
    ...attemptFacts(subject, { number }, { type: 'attempt_succeeded', subject, data: success(1) }),
  ];
  const context = {
    time: at,
    actor: 'bench',
    source: '/reprise/bench',
    correlation_id: subject,
    causation_id: subject,
  };
  return facts.flatMap((fact) => makeEvents([fact], { ...context, id: newId() }));
}

type Submission = Extract<Fact, { type: 'submitted' }>['data'];

/** @param changed fields that differ from other jobs */
export const submitted = (subject: string, changed: Partial<Submission> & { sample_name: string }): Fact => ({
  type: 'submitted',
  subject,
  data: {
    pipeline: 'wes',
    pipeline_revision: 'a'.repeat(64),
    params: { input_dir: `/data/${changed.sample_name}`, min_depth: 10 },
    inputs: [],
    queue: 'default',
    priority: 0,
    reason: null,
    ...changed,
  },
});

/** Returns the events that a runner records for an attempt, from acquiring a slot to releasing it. */
export function attemptFacts(
  subject: string,
  { number, attempt = 1, tasks = steps.length }: { number: number; attempt?: number; tasks?: number },
  ...ending: readonly Fact[]
): Fact[] {
  const slot = { job_id: subject, attempt, runner_id: 'runner-1' };
  return [
    { type: 'slot_taken', subject: 'default', data: slot },
    { type: 'attempt_claimed', subject, data: { attempt, runner_id: 'runner-1' } },
    { type: 'attempt_started', subject, data: start(subject, attempt) },
    { type: 'plan_observed', subject, data: { ...plan, attempt } },
    ...steps.slice(0, tasks).flatMap((process, index) => {
      const hash = [number, attempt, index].join('/');
      return taskFacts(subject, process, attempt, hash);
    }),
    ...ending,
    { type: 'slot_released', subject: 'default', data: slot },
  ];
}

export const success = (attempt: number) => ({ attempt, exit_code: 0, duration_ms: 61_000, outputs: [] });

export const cancelled = (subject: string, attempt: number): Fact => ({
  type: 'attempt_cancelled',
  subject,
  data: { attempt, signals: [], processes_ended: 14, survivors: 0, duration_ms: 5_000 },
});

const plan = {
  steps: steps.map((process) => ({ process, step: process.toLowerCase() })),
  edges: steps.slice(1).map((process, index): [string, string] => [steps[index] ?? '', process]),
};

const start = (subject: string, attempt: number) => ({
  attempt,
  runner_id: 'runner-1',
  storage_id: 'storage-1',
  process: { pid: 4711, start_time: '1234567', boot_id: 'bench' },
  pipeline_revision: 'a'.repeat(64),
  nextflow_version: '24.10.0',
  run_name: `job-${subject}-${String(attempt)}`,
  argv: ['nextflow', 'run', 'main.nf'],
  launch_dir: `/jobs/${subject}/launch`,
  work_dir: `/jobs/${subject}/work/${String(attempt)}`,
  output_dir: `/jobs/${subject}/output/${String(attempt)}`,
});

function taskFacts(subject: string, process: string, attempt: number, hash: string): Fact[] {
  const open: TaskFacts = {
    attempt,
    process,
    step: process.toLowerCase(),
    tag: 'S1',
    name: `${process} (S1)`,
    hash,
    try: 1,
    work_dir: `/jobs/${subject}/work/${hash}`,
    submitted_at: at,
    started_at: null,
    completed_at: null,
    exit_code: null,
    duration_ms: null,
    peak_rss: null,
    cpu_percent: null,
    error_action: null,
  };
  const begun = { ...open, started_at: at };
  const ended = { ...begun, completed_at: at, exit_code: 0, duration_ms: 8_000, peak_rss: 2 ** 28, cpu_percent: 97.5 };
  return [
    { type: 'task_submitted', subject, data: open },
    { type: 'task_started', subject, data: begun },
    { type: 'task_completed', subject, data: ended },
  ];
}
