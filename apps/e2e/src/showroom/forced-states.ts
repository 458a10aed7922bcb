import type { QcSample } from '@reprise/contracts';
import type { UploadedSample, UploadView } from '@reprise/samples/contract';
import { classifiedVariants } from './classified.ts';
import type { Fakes } from './fakes.ts';

const list = /\/api\/jobs(\?|$)/;
const counts = /\/api\/jobs\/summary/;
const none = { total: 0, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };

/** Replaces the lists of uploads and of their samples. */
function uploads({ give }: Fakes, files: readonly UploadView[], samples: readonly UploadedSample[]): void {
  const space = { used_bytes: 38e9, quota_bytes: 2e12, free_bytes: 412e9 };
  give(/\/api\/uploads(\?|$)/, { items: files, next_cursor: null, space });
  give(/\/api\/uploads\/samples(\?|$)/, { items: samples, next_cursor: null });
}

const at = '2026-03-01T08:00:00.000Z';
const id = (n: number) => `0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b${String(n).padStart(2, '0')}`;

function uploadsInAllStates(): UploadView[] {
  const good = {
    status: 'ready',
    offset: 4.8e9,
    reads: 61_204_118,
    sha256: '9f86d081'.repeat(8),
    received_at: at,
  } as const;
  const part = { status: 'uploading', offset: 1.9e9, expires_at: at } as const;
  const bad = {
    status: 'rejected',
    offset: 4.8e9,
    reason: 'Its gzip data ends too early: the file was cut off. Copy it again from its source.',
  } as const;
  const files: readonly (readonly [string, Partial<UploadView>])[] = [
    ['PAT-0421_S3_L001_R1_001.fastq.gz', good],
    ['PAT-0421_S3_L001_R2_001.fastq.gz', good],
    ['PAT-0422_R1.fastq.gz', good],
    ['PAT-0422_R2.fastq.gz', part],
    ['PAT-0423_1.fq.gz', { ...good, reads: 58_113_002 }],
    ['PAT-0423_2.fq.gz', bad],
    ['PAT-0424_R1.fastq.gz', good],
    ['PAT-0424_R2.fastq.gz', good],
  ];
  return files.map(([name, changes], n) => ({
    upload_id: id(n),
    name,
    size: 4.8e9,
    offset: 0,
    status: 'uploading',
    reason: null,
    reads: null,
    sha256: null,
    created_at: at,
    created_by: 'admin',
    received_at: null,
    expires_at: null,
    sample_id: null,
    ...changes,
  }));
}

const madeSample = (name: string, n: number): UploadedSample => ({
  sample_id: id(n),
  name,
  input_dir: `/data/uploads/samples/${name}-${id(n)}`,
  upload_ids: [id(n + 1)],
  files: [],
  reads: 60_011_873,
  is_paired: true,
  created_at: at,
  created_by: 'admin',
  used_by: [],
});

function measured(sample: string, depth: number): QcSample {
  const limits = { warn: { below: 30 }, fail: { below: 15 } };
  const verdict = depth < limits.warn.below ? 'warn' : 'pass';
  const points = Array.from({ length: 40 }, (_, n): [number, number] => [n * 4, 100 / (1 + ((n * 4) / depth) ** 4)]);
  return {
    sample,
    verdict,
    metrics: [
      { name: 'reads', label: 'Reads', unit: null, value: 48_211_034, verdict: null, warn: null, fail: null },
      { name: 'mean_depth', label: 'Mean depth', unit: '×', value: depth, verdict, ...limits },
    ],
    charts: [{ name: 'depth', label: 'Depth over targets', x: 'Depth, ×', y: 'Targets at least as deep, %', points }],
  };
}

/** Responses in place of the server's, for states that are rare or slow to reach. */
export const answers = {
  /** The job was paused at its current step. */
  paused: ({ change }: Fakes) =>
    change(/\/api\/jobs\/[0-9a-f-]{36}(\?|$)/, (body) => ({
      ...body,
      status: 'paused',
      paused: { mode: 'freeze', since: new Date().toISOString() },
      allowed_actions: ['unpause', 'cancel'],
    })),
  /** The job also has remote tasks, and its run makes no progress. */
  stalled: ({ change }: Fakes) =>
    change(/\/api\/jobs\/[0-9a-f-]{36}(\?|$)/, (body) => ({
      ...body,
      elsewhere: ['awsbatch'],
      stalled: { since: new Date().toISOString(), tasks_waiting: 446 },
    })),
  noJobs: ({ give }: Fakes) => {
    give(list, { items: [], next_cursor: null });
    give(counts, none);
  },
  noRunner: ({ change }: Fakes) =>
    change(/\/api\/runners/, (body) => ({
      ...body,
      items: (body['items'] as object[]).map((runner) => ({ ...runner, alive: false })),
    })),
  /** The results of two samples have quality metrics, and one has a warning. */
  quality: ({ change }: Fakes) => {
    const [low, good] = [22.4, 73.43].map((depth, n) => measured(`PAT-041${String(n)}`, depth));
    const qc = { verdict: 'warn', samples: [low, good], complete: true };
    change(/\/attempts(\?|$)/, (body) => ({
      ...body,
      items: (body['items'] as object[]).map((attempt) => ({ ...attempt, qc })),
    }));
  },
  /** The job has reports, one of which is a table. */
  reports: ({ change }: Fakes) =>
    change(/\/files\?.*reports=1/, (body) => ({
      ...body,
      items: ['L001', 'L002', 'L003'].map((lane) => ({
        path: `tsv/${lane}.tsv`,
        kind: 'filtered_tsv',
        report: 'Variant counts',
        bytes: 128,
        sha256: null,
        media_type: 'text/tab-separated-values',
      })),
    })),
  /** The tasks of a job staged files of other steps, which simulated tasks do not. */
  links: ({ change }: Fakes) =>
    change(/\/graph$/, (body) => ({
      ...body,
      steps: [
        { process: 'FASTQC', inputs: [], may_use_others: false },
        { process: 'FASTP', inputs: [], may_use_others: false },
        { process: 'INDEX', inputs: [], may_use_others: false },
        { process: 'ALIGN', inputs: ['FASTP', 'INDEX'], may_use_others: false },
        { process: 'CALL', inputs: ['ALIGN', 'INDEX'], may_use_others: false },
        { process: 'ANNOTATE', inputs: ['CALL'], may_use_others: true },
      ],
    })),
  behind: ({ change }: Fakes) => change(/\/api\/projection/, (body) => ({ ...body, lag: 128, lag_ms: 42_000 })),
  away: ({ change }: Fakes) =>
    change(list, () => ({ title: 'Service Unavailable', status: 503, detail: 'Postgres does not answer.' }), 503),
  draining: ({ change }: Fakes) =>
    change(/\/api\/runners/, (body) => {
      const [runner] = body['items'] as Record<string, unknown>[];
      const drain = { since: '2026-11-24T12:00:00.000Z', by: 'admin', reason: 'new kernel at noon', drained_at: null };
      const machine = { version: '0.1.0', cpus: 64, load: 41.2, memory_bytes: 512e9, memory_free_bytes: 190e9 };
      const disk = { disk_bytes: 8e12, disk_free_bytes: 0.6e12 };
      const second = {
        ...runner,
        ...machine,
        ...disk,
        runner_id: 'runner-b',
        host: 'bio-node-4',
        slots_taken: 0,
        schedule: { time_zone: 'Europe/Berlin', windows: [{ days: ['sat', 'sun'], from: '00:00', to: '00:00' }] },
        work_time: { open: false, until: '2026-11-28T23:00:00.000Z' },
      };
      return { ...body, items: [{ ...runner, ...machine, ...disk, host: 'bio-node-3', drain }, second] };
    }),
  quarantined: ({ change }: Fakes) =>
    change(/\/api\/audit\/set-aside(\?|$)/, () => {
      const subject = 'reprise.jobs.019a3f2c-71e0-7c44-9d1a-5b06aa000001.life.attempt_started';
      const common = { subject, stored_at: '2026-11-24T12:00:00.000Z', bytes: 812 };
      const reasons = ['The data is no JSON.', 'attempt: expected number, received string'];
      return { items: reasons.map((reason, i) => ({ ...common, seq: 1042 + i, reason })), next_cursor: null };
    }),
  approvals: ({ change }: Fakes) =>
    change(/\/api\/approvals(\?|$)/, () => {
      const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
      const asked = {
        approval_id: '019a3f2c-71e0-7c44-9d1a-5b06aa0000a1',
        command: 'rerun',
        sample_name: 'PAT-0410',
        job_id: '019a3f2c-71e0-7c44-9d1a-5b06aa000001',
        body: {},
        reason: 'a newer reference',
        requested_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02',
        requested_at: at(-50),
        expires_at: at(1390),
        status: 'waiting',
        decided_by: null,
        decided_at: null,
        decision_reason: null,
        refusal: null,
        denied: null,
      };
      const decided = {
        status: 'rejected',
        decided_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbccdd',
        decided_at: at(-5),
      };
      const id = '019a3f2c-71e0-7c44-9d1a-5b06aa0000a2';
      const rejected = { ...asked, ...decided, approval_id: id, command: 'clean', decision_reason: 'signed last week' };
      return { items: [asked, rejected], next_cursor: null };
    }),
  noWebhooks: ({ change }: Fakes) => change(/\/api\/webhooks(\?|$)/, () => ({ items: [], next_cursor: null })),
  webhookFails: ({ change }: Fakes) => {
    const refused = (given: unknown) => ({
      ...(given as object),
      response_status: null,
      error: 'Nothing listens there: the connection was refused.',
    });
    change(/\/api\/webhooks\/[0-9a-f-]{36}$/, (hook) => ({
      ...hook,
      status: 'failing',
      failing_since: hook['changed_at'],
      pending: 1,
      last_try: refused(hook['last_try']),
    }));
    change(/\/deliveries(\?|$)/, (body) => {
      const [newest, ...others] = body['items'] as Record<string, unknown>[];
      const next_try_at = new Date(Date.now() + 60_000).toISOString();
      const open = { status: 'pending', tries: 2, next_try_at, ended_at: null };
      return { ...body, items: [{ ...newest, ...open, last_try: refused(newest!['last_try']) }, ...others] };
    });
  },
  noSamples: (fakes: Fakes) => uploads(fakes, [], []),
  samples: (fakes: Fakes) =>
    uploads(fakes, uploadsInAllStates(), [madeSample('PAT-0420', 90), madeSample('PAT-0419', 92)]),
  variants: ({ give }: Fakes) => {
    give(/\/api\/jobs\/[^/]+\/variants(\?|$)/, classifiedVariants.page);
    give(/\/api\/jobs\/[^/]+\/variants\/[^/]+(\?|$)/, classifiedVariants.detail);
    give(/\/api\/jobs\/[^/]+\/variants\.json(\?|$)/, classifiedVariants.exported);
  },
  loseJobs: (fakes: Fakes) => fakes.lose('**/api/jobs/stream*'),
  never: ({ neverAnswer }: Fakes) => neverAnswer(list),
};
