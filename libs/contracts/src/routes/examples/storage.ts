import type { RetentionStep, StorageView, StoredJob } from '../../views/storage.ts';
import { EXAMPLE, examplePage } from './values.ts';

const job: StoredJob = {
  job_id: EXAMPLE.jobId,
  sample_name: 'DEMO1',
  pipeline: 'wes',
  created_by: 'admin',
  status: 'completed',
  cause: null,
  completed_at: '2026-03-01T10:12:00.000Z',
  storage_id: '0f8b6c1e-6d0a-4c1b-9a33-2b1d5e7f9a11',
  left: null,
  results_bytes: 1_284_320,
  work_dir_bytes: 96_468_992,
  other_disk_bytes: 0,
  measured_at: '2026-03-01T10:13:00.000Z',
  pinned: false,
  abandoned: false,
  cleaning: false,
  work_dir_cleaned: false,
  results_cleaned: false,
  clean_failed_at: null,
};

const amount = { jobs: 1, results_bytes: 1_284_320, work_dir_bytes: 96_468_992 };

const storage: StorageView = {
  total: amount,
  by_pipeline: [{ pipeline: 'wes', ...amount }],
  by_person: [{ actor: 'admin', ...amount }],
  by_age: [{ age: 'week', ...amount }],
  disks: [
    {
      runner_id: 'runner-1',
      storage_id: job.storage_id,
      alive: true,
      bytes: 1_000_000_000_000,
      free_bytes: 412_000_000_000,
      ...amount,
    },
  ],
  not_measured: 0,
  rules: { work_dir_ms: 2_592_000_000, results_ms: null, min_free_bytes: 107_374_182_400 },
};

const step: RetentionStep = { job, what: 'work_dir', rule: 'retention: work dirs after 30 days', bytes: 96_468_992 };

export const storageExamples = {
  storage,
  jobs: examplePage(job),
  retention: examplePage(step),
};
