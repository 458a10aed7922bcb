import {
  commands,
  inputEvents,
  type AnyEvent,
  type DataOf,
  type InputEventType,
  type Labels,
} from '@reprise/contracts';
import { derivedId, makeEvent, type Fact } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { random, seed } from '@reprise/testing/random';

const BATCH = { id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01', name: 'Plate 7' };

/** Seed of this run, printed so that a failure can be repeated. */
export function newSeed(): number {
  process.stderr.write(`REPRISE_SEED=${String(seed)}\n`);
  return seed;
}

export const jobIdOf = (seed: number, n: number): string => derivedId('test job', seed, n);

/** Returns the events of `jobs` jobs of one queue, each in order, randomly interleaved. */
export function randomHistory(seed: number, jobs: number, tasksPerAttempt = 6): AnyEvent[] {
  const next = random(seed);
  const stories = Array.from({ length: jobs }, (_, n) =>
    storyOf(jobIdOf(seed, n), n, randomEnds(next), next, tasksPerAttempt),
  );
  return interleaved(seed, stories, next);
}

/** The same for one job per entry of `ends`. The attempts end in that way, because chance may produce none. */
export function historyThatEnds(seed: number, ...ends: readonly End[][]): AnyEvent[] {
  const next = random(seed);
  const stories = ends.map((each, n) => storyOf(jobIdOf(seed, n), n, each, next, 6));
  return interleaved(seed, stories, next);
}

/** One event of each type about uploads and inputs. */
export const inputExamples = (): AnyEvent[] =>
  (Object.keys(inputEvents) as InputEventType[]).map((type) => ({
    ...exampleOf(type, ''),
    actor: 'ada',
    source: '/reprise/test',
  }));

function interleaved(seed: number, stories: Fact[][], next: () => number): AnyEvent[] {
  const events: AnyEvent[] = [];
  while (stories.length > 0) {
    const at = Math.floor(next() * stories.length);
    const fact = stories[at]!.shift()!;
    if (stories[at]!.length === 0) stories.splice(at, 1);
    events.push(
      makeEvent(fact, {
        id: derivedId('test event', seed, events.length),
        time: new Date(Date.UTC(2026, 0, 1) + events.length * 1000).toISOString(),
        actor: next() < 0.5 ? 'ada' : 'bo',
        source: '/reprise/test',
        correlation_id: `c${String(events.length)}`,
        causation_id: `k${String(events.length)}`,
      }),
    );
  }
  return events;
}

type End = 'failed' | 'cancelled' | 'succeeded' | 'none';

/** One or two attempts. The last one has a random end or none. */
function randomEnds(next: () => number): End[] {
  const last = (['failed', 'cancelled', 'succeeded', 'succeeded', 'none'] as const)[Math.floor(next() * 5)]!;
  return next() < 0.5 ? [last] : ['failed', last];
}

function storyOf(subject: string, n: number, ends: readonly End[], next: () => number, tasks: number): Fact[] {
  const data = { sample_name: `S${String(n % 3)}`, pipeline: n % 2 ? 'wes' : 'wgs', pipeline_revision: 'r1' };
  const asked = {
    params: { n },
    inputs: [],
    queue: 'default',
    priority: n % 2,
    reason: null,
    ...(n % 2 && { labels: { run: '7' }, batch: BATCH }),
  };
  const story: Fact[] = [{ type: 'submitted', subject, data: { ...data, ...asked } }];
  const from: Labels = n % 2 ? { run: '7' } : {};
  story.push({ type: 'labels_changed', subject, data: { from, to: { ...from, project: 'cardio' }, reason: 'sorted' } });
  for (const [index, end] of ends.entries()) {
    const attempt = index + 1;
    if (attempt > 1) story.push({ type: 'resume_requested', subject, data: { attempt, reason: 'again' } });
    story.push(...attemptStory(subject, attempt, end, next, tasks));
  }
  return story;
}

function attemptStory(subject: string, attempt: number, end: End, next: () => number, tasks: number): Fact[] {
  const slot = { job_id: subject, attempt, runner_id: 'r1' };
  return [
    { type: 'slot_taken', subject: 'default', data: slot },
    { type: 'attempt_claimed', subject, data: { attempt, runner_id: 'r1' } },
    { type: 'attempt_started', subject, data: started(subject, attempt) },
    { type: 'nextflow_observed', subject, data: { attempt, nextflow_version: '25.04.4', syntax_parser: 'v1' } },
    { type: 'session_observed', subject, data: { attempt, session_id: `s-${subject}` } },
    { type: 'plan_observed', subject, data: plan(attempt) },
    { type: 'executors_observed', subject, data: { attempt, elsewhere: ['slurm'] } },
    { type: 'stall_observed', subject, data: { attempt, tasks_waiting: 2 } },
    { type: 'hang_observed', subject, data: { attempt, after: 'abort', cause: 'SIGTERM' } },
    { type: 'inputs_observed', subject, data: { attempt, inputs: [INPUT], complete: true } },
    ...Array.from({ length: tasks }, (_, n) => taskStory(subject, attempt, n, next)).flat(),
    { type: 'run_described', subject, data: { attempt, ...DESCRIBED } },
    { type: 'tools_observed', subject, data: { attempt, tools: TOOLS, complete: true } },
    { type: 'containers_observed', subject, data: { attempt, images: [IMAGE], complete: true } },
    ...(end === 'succeeded' ? [{ type: 'qc_measured', subject, data: { attempt, ...QC } } as const] : []),
    ...ending(subject, attempt, end),
    ...(end === 'none' ? [] : [{ type: 'slot_released', subject: 'default', data: slot } as const]),
  ];
}

function ending(subject: string, attempt: number, end: End): Fact[] {
  const ended = { attempt, processes_ended: 1, duration_ms: 5000 };
  const outputs = [{ kind: 'bam', path: `/out/${subject}/${String(attempt)}.bam`, bytes: 7, sha256: 'ab' }];
  const why = { exit_code: 1, signal: null, failing_step: 'CALL', failing_task: 'ab/0', stderr_tail: ['no'] };
  switch (end) {
    case 'failed':
      return [{ type: 'attempt_failed', subject, data: { ...ended, ...why, cause: 'error', message: 'CALL failed' } }];
    case 'cancelled':
      return [
        { type: 'cancel_requested', subject, data: { attempt, reason: 'wrong sample' } },
        { type: 'attempt_cancelled', subject, data: { ...ended, signals: [], survivors: 0 } },
      ];
    case 'succeeded':
      return [
        { type: 'attempt_succeeded', subject, data: { attempt, exit_code: 0, duration_ms: 5000, outputs } },
        { type: 'variant_classified', subject, data: { ...CLASSIFIED, attempt } },
        { type: 'variant_signed', subject, data: { ...commands.sign.event.example, attempt } },
      ];
    case 'none':
      return [];
  }
}

const CLASSIFIED = commands.classify.event.example as unknown as DataOf<'variant_classified'>;
const STEPS = ['ALIGN', 'CALL', 'FILTER'].map((process) => ({ process, step: process.toLowerCase() }));

const INPUT = { path: '/in/S1.fastq', bytes: 7, sha256: 'cd', read_at: '2026-03-01T09:00:00.000Z', problem: null };

const DESCRIBED = {
  params: { n: 1, min_depth: 10 },
  params_from: 'merged' as const,
  defaults: ['min_depth'],
  pipeline_version: '1.0.0',
  materials: [{ param: 'reference', label: 'Reference', value: '/ref.fa' }],
};
const TOOLS = [{ name: 'bwa', version: '0.7.17', used_by: ['ALIGN'] }];
const IMAGE = {
  image: 'lab/bwa:0.7.17',
  engine: 'docker',
  executor: 'local',
  digest: `sha256:${'ab'.repeat(32)}`,
  image_id: `sha256:${'cd'.repeat(32)}`,
  problem: null,
  processes: ['ALIGN'],
  cached: false,
};
const DEPTH = { name: 'mean_depth', label: 'Mean depth', unit: '×', value: 27.5, warn: { below: 30 }, fail: null };
const QC = {
  verdict: 'warn' as const,
  complete: true,
  samples: [{ sample: 'S1', verdict: 'warn' as const, metrics: [{ ...DEPTH, verdict: 'warn' as const }], charts: [] }],
};

const plan = (attempt: number) => ({ attempt, steps: STEPS, edges: [['ALIGN', 'CALL'] as [string, string]] });

const RESOURCES = {
  cpus: 2,
  memory: 8 * 2 ** 30,
  disk: null,
  time_ms: 3_600_000,
  realtime_ms: 59_999.5,
  peak_vmem: null,
  memory_percent: 12.5,
  rchar: 1e9,
  wchar: 0,
  read_bytes: 0,
  write_bytes: 0,
  queue: 'short',
};

function taskStory(subject: string, attempt: number, n: number, next: () => number): Fact[] {
  const step = STEPS[n % STEPS.length]!;
  const hash = `ab/${n.toString(16)}`;
  const name = `${step.process} (S\t"${String(n)}")`;
  const data = {
    ...step,
    attempt,
    tag: `S${String(n)}`,
    name,
    hash,
    work_dir: `/w/${hash}`,
    try: 1,
    error_action: null,
    submitted_at: '2026-01-01T00:00:00Z',
    started_at: null,
    completed_at: null,
    exit_code: null,
    duration_ms: null,
    peak_rss: null,
    cpu_percent: null,
  };
  if (attempt > 1 && next() < 0.5) return [{ type: 'task_cached', subject, data }];
  const begun = { ...data, started_at: `2026-01-01T00:00:0${String(n % 10)}.5Z` };
  const done = {
    ...begun,
    completed_at: '2026-01-01T00:01:00.123Z',
    exit_code: 0,
    duration_ms: 60_000.5,
    peak_rss: 1e9,
    ...(next() < 0.5 && { resources: RESOURCES }),
  };
  return [
    { type: 'task_submitted', subject, data },
    { type: 'task_started', subject, data: begun },
    { type: next() < 0.9 ? 'task_completed' : 'task_aborted', subject, data: done },
  ];
}

const started = (subject: string, attempt: number) => ({
  attempt,
  runner_id: 'r1',
  storage_id: 'st1',
  process: { pid: 42, start_time: '1', boot_id: 'b' },
  pipeline_revision: 'r2',
  nextflow_version: '24.10.0',
  run_name: `run-${String(attempt)}`,
  argv: ['nextflow', 'run', '{"a,b'],
  launch_dir: `/l/${subject}`,
  work_dir: `/w/${subject}`,
  output_dir: `/out/${subject}`,
});

/** All submissions, and the first `share` of the other events, so that there are jobs in every status. */
export const unfinished = (history: readonly AnyEvent[], share: number): AnyEvent[] =>
  history.filter((event, i) => event.type === 'submitted' || i < history.length * share);
