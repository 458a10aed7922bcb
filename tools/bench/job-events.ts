import type { AnyEvent, TaskFacts } from '@reprise/contracts';
import { makeEvents, newId, type Fact } from '@reprise/event-log';

const steps = ['FASTQC', 'FASTP', 'INDEX', 'ALIGN', 'CALL', 'ANNOTATE', 'FILTER'];
const at = '2026-01-01T00:00:00.000Z';

/** The whole history of one job that went well, as the services record it: 28 events. */
export function jobEvents(number: number): AnyEvent[] {
  const subject = newId();
  const slot = { job_id: subject, attempt: 1, runner_id: 'runner-1' };
  const tasks = steps.flatMap((process, index) => taskFacts(subject, process, `${String(number)}/${String(index)}`));
  const facts: Fact[] = [
    { type: 'submitted', subject, data: submission(number) },
    { type: 'slot_taken', subject: 'default', data: slot },
    { type: 'attempt_claimed', subject, data: { attempt: 1, runner_id: 'runner-1' } },
    { type: 'attempt_started', subject, data: start(subject) },
    { type: 'plan_observed', subject, data: plan },
    ...tasks,
    { type: 'attempt_succeeded', subject, data: { attempt: 1, exit_code: 0, duration_ms: 61_000, outputs: [] } },
    { type: 'slot_released', subject: 'default', data: slot },
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

const plan = {
  attempt: 1,
  steps: steps.map((process) => ({ process, step: process.toLowerCase() })),
  edges: steps.slice(1).map((process, index): [string, string] => [steps[index] ?? '', process]),
};

const submission = (number: number) => ({
  sample_name: `S${String(number)}`,
  pipeline: 'wes',
  pipeline_revision: 'a'.repeat(64),
  params: { input_dir: `/data/S${String(number)}`, min_depth: 10 },
  inputs: [],
  queue: 'default',
  priority: 0,
  reason: null,
});

const start = (subject: string) => ({
  attempt: 1,
  runner_id: 'runner-1',
  storage_id: 'storage-1',
  process: { pid: 4711, start_time: '1234567', boot_id: 'bench' },
  pipeline_revision: 'a'.repeat(64),
  nextflow_version: '24.10.0',
  run_name: `job-${subject}-1`,
  argv: ['nextflow', 'run', 'main.nf'],
  launch_dir: `/jobs/${subject}/launch`,
  work_dir: `/jobs/${subject}/work/1`,
  output_dir: `/jobs/${subject}/output/1`,
});

function taskFacts(subject: string, process: string, hash: string): Fact[] {
  const open: TaskFacts = {
    ...{ attempt: 1, process, step: process.toLowerCase(), tag: 'S1', name: `${process} (S1)`, hash, try: 1 },
    ...{ work_dir: `/jobs/${subject}/work/1/${hash}`, submitted_at: at, started_at: null, completed_at: null },
    ...{ exit_code: null, duration_ms: null, peak_rss: null, cpu_percent: null, error_action: null },
  };
  const begun = { ...open, started_at: at };
  const ended = { ...begun, completed_at: at, exit_code: 0, duration_ms: 8_000, peak_rss: 2 ** 28, cpu_percent: 97.5 };
  return [
    { type: 'task_submitted', subject, data: open },
    { type: 'task_started', subject, data: begun },
    { type: 'task_completed', subject, data: ended },
  ];
}
