import type { ParamsCheck } from '../../commands/check.ts';
import type { UsedImage } from '../../events/run-facts.ts';
import type { ObservedInput } from '../../events/task.ts';
import type { QcMetric } from '../../fields/qc.ts';
import type { AttemptView, ExecutorListing, FileView, JobsSummary, TaskView } from '../../views/details.ts';
import type { JobView, StepView } from '../../views/job.ts';
import { EXAMPLE, examplePage, historyExample } from './values.ts';

const DATA = '/var/lib/reprise/jobs/0196f0c8';

const step: StepView = {
  process: 'ALIGN',
  step: 'Alignment',
  state: 'running',
  tasks: { total: 1, waiting: 0, running: 1, completed: 0, cached: 0, failed: 0, ignored: 0, retried: 0, aborted: 0 },
  started_at: '2026-03-01T09:00:12.000Z',
  completed_at: null,
};

const depth: QcMetric = {
  name: 'mean_depth',
  label: 'Mean depth',
  unit: '×',
  value: 73.4,
  verdict: 'pass',
  warn: { below: 30 },
  fail: { below: 15 },
};

const usedImage: UsedImage = {
  image: 'quay.io/biocontainers/bwa:0.7.17',
  engine: 'docker',
  executor: 'local',
  problem: null,
  cached: false,
  digest: 'sha256:0f3c2a1e9d8b7c6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c3b2a',
  image_id: 'sha256:5b4a3f2e1d0c9b8a7f6e5d4c3b2a0f3c2a1e9d8b7c6a5f4e3d2c1b0a9f8e7d6c',
  processes: ['ALIGN'],
};

const job: JobView = {
  job_id: EXAMPLE.jobId,
  sample_name: 'DEMO1',
  status: 'running',
  pending_action: null,
  current_step: 'Alignment',
  progress: { steps_done: 3, steps_total: 7 },
  steps: [step],
  attempt: 1,
  attempt_mode: 'fresh',
  pipeline: 'wes',
  pipeline_revision: EXAMPLE.pipelineRevision,
  params: EXAMPLE.params,
  launch: { profiles: ['docker'] },
  labels: {},
  queue: 'default',
  priority: 0,
  queue_position: null,
  created_at: '2026-03-01T09:00:00.000Z',
  created_by: 'admin',
  reason: null,
  started_at: '2026-03-01T09:00:02.000Z',
  completed_at: null,
  error_message: null,
  failure: null,
  cancel: null,
  paused: null,
  paused_ms: 0,
  runner_id: 'runner-1',
  process_id: 4242,
  bam_path: null,
  raw_vcf_path: null,
  annotated_vcf_path: null,
  filtered_tsv_path: null,
  output_dir: `${DATA}/output/1`,
  work_dir: `${DATA}/work/1`,
  cleaned: { work_dir: null, results: null },
  cleanable: [],
  pinned: null,
  qc: { verdict: 'pass', samples: 1, metrics: [depth] },
  resumable: { possible: false, why: null, until: null },
  allowed_actions: ['cancel'],
  last_seq: 42,
};

const summary: JobsSummary = { total: 12, running: 2, pending: 1, paused: 0, failed: 2, cancelled: 1, completed: 6 };

const observedInput: ObservedInput = {
  path: '/data/DEMO1/DEMO1_R1.fastq.gz',
  bytes: 52_428_800,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  read_at: '2026-03-01T09:00:03.000Z',
  problem: null,
};

const attempt: AttemptView = {
  attempt: 1,
  mode: 'fresh',
  status: 'running',
  requested_at: '2026-03-01T09:00:00.000Z',
  requested_by: 'admin',
  reason: null,
  params: EXAMPLE.params,
  launch: { profiles: ['docker'] },
  started_at: '2026-03-01T09:00:02.000Z',
  completed_at: null,
  duration_ms: null,
  paused_ms: 0,
  exit_code: null,
  failure: null,
  runner_id: 'runner-1',
  nextflow_version: '25.10.4',
  syntax_parser: 'v1',
  pipeline_revision: EXAMPLE.pipelineRevision,
  steps: [step],
  run_name: 'job-0196f0c8-1',
  session_id: 'b1a7c2f0-8c5e-4f57-9f0e-0d8a1f6f4c11',
  argv: ['nextflow', 'run', 'main.nf', '-params-file', 'params.json'],
  launch_dir: `${DATA}/launch`,
  work_dir: `${DATA}/work/1`,
  output_dir: `${DATA}/output/1`,
  process_id: 4242,
  inputs: { files: [observedInput], manifest: null, complete: true },
  described: {
    params: { ...EXAMPLE.params, min_depth: 10 },
    params_from: 'run',
    defaults: ['min_depth'],
    pipeline_version: '1.1.0',
    materials: [{ param: 'reference', label: 'Reference', value: '/data/hg19.fa.gz' }],
  },
  elsewhere: [],
  images: [usedImage],
  tools: [{ name: 'bwa', version: '0.7.17-r1188', used_by: ['ALIGN', 'INDEX'] }],
  qc: {
    verdict: 'pass',
    complete: true,
    samples: [{ sample: 'DEMO1', verdict: 'pass', metrics: [depth], charts: [] }],
  },
  outputs: [],
  outputs_manifest: null,
  tasks_cached: 0,
  tasks_run: 4,
};

const task: TaskView = {
  attempt: 1,
  process: 'ALIGN',
  step: 'Alignment',
  tag: 'DEMO1',
  name: 'ALIGN (DEMO1)',
  hash: 'ab/cdef12',
  native_id: '812',
  work_dir: `${DATA}/work/1/ab/cdef1234567890abcdef1234567890`,
  status: 'running',
  exit_code: null,
  submitted_at: '2026-03-01T09:00:11.000Z',
  started_at: '2026-03-01T09:00:12.000Z',
  completed_at: null,
  duration_ms: null,
  peak_rss: null,
  cpu_percent: null,
  resources: null,
  error_action: null,
  tries: 1,
  cache_miss: null,
};

const executor: ExecutorListing = {
  name: 'slurm',
  label: 'Slurm',
  as_of: '2026-03-01T09:00:40.000Z',
  unknown: null,
  counts: [
    { phase: 'running', state: 'RUNNING', reason: null, count: 1 },
    { phase: 'waiting', state: 'PENDING', reason: 'Resources', count: 3 },
  ],
  tasks: [
    {
      native_id: '812',
      phase: 'running',
      state: 'RUNNING',
      reason: null,
      node: 'node7',
      work_dir: `${DATA}/work/1/ab/cdef1234567890abcdef1234567890`,
    },
  ],
};

const file: FileView = {
  path: 'bam/DEMO1.bam',
  kind: 'bam',
  bytes: 184_320,
  sha256: '4e388ab32b10dc8dbc7e28144f552830adc74787c1e2c0824032078a79f227fb',
  media_type: 'application/octet-stream',
};

export const jobExamples = {
  job,
  jobs: { items: [job], next_cursor: 'WyJjcmVhdGVkX2F0Il0' },
  summary,
  ids: { job_ids: [EXAMPLE.jobId], allowing: { cancel: 1 } },
  history: examplePage(historyExample),
  attempts: examplePage(attempt),
  tasks: examplePage(task),
  executors: { executors: [executor] },
  graph: {
    work_dir: `${DATA}/work/1`,
    steps: [
      { process: 'ALIGN', inputs: [], may_use_others: false },
      { process: 'MARK_DUPLICATES', inputs: ['ALIGN'], may_use_others: false },
    ],
    unknown: null,
  },
  usage: { results: { files: 4, bytes: 1_284_320 }, work_dir: { files: 212, bytes: 96_468_992 }, complete: true },
  files: { ...examplePage(file), attempt: 1, away: null, gone: [], truncated: false },
};

export const checkExamples = {
  body: { pipeline: 'wes', params: { input_dir: '/data/exomes/DEMO9' }, launch: { profiles: ['test'] } },
  answer: {
    errors: [{ field: 'params.input_dir', message: 'does not exist: /data/exomes/DEMO9' }],
    warnings: [{ field: 'params.dept', message: 'is not in the schema of this pipeline' }],
    compiled: [
      {
        nextflow_version: '26.04.6',
        errors: [
          {
            file: 'main.nf',
            line: 7,
            column: 12,
            message: '`missing` is not defined',
            source: '    echo ${missing}',
          },
        ],
      },
    ],
    compiling: false,
  } satisfies ParamsCheck,
};
