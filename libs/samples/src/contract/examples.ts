import { EXAMPLE, examplePage } from '@reprise/contracts/for-wings';
import type { UploadedSample, UploadedSampleBody, UploadPage, UploadView } from './upload.ts';

const R1 = '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c';
const R2 = '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7d';
const SAMPLE = '0196f0d0-33cc-7dd2-9b22-3e4f5a6b7c8d';

const upload: UploadView = {
  upload_id: R1,
  name: 'DEMO1_R1.fastq.gz',
  size: 4831838208,
  offset: 4831838208,
  status: 'ready',
  reason: null,
  reads: 61204118,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  created_at: '2026-03-01T08:00:00.000Z',
  created_by: 'admin',
  received_at: '2026-03-01T08:07:10.000Z',
  expires_at: null,
  sample_id: SAMPLE,
};

const uploads: UploadPage = {
  ...examplePage(upload),
  space: { used_bytes: 9663676416, quota_bytes: 1099511627776, free_bytes: 512000000000 },
};

const sample: UploadedSample = {
  sample_id: SAMPLE,
  name: 'DEMO1',
  input_dir: `/data/uploads/samples/DEMO1-${SAMPLE}`,
  files: [
    { name: 'DEMO1_R1.fastq.gz', bytes: 4831838208 },
    { name: 'DEMO1_R2.fastq.gz', bytes: 4831838208 },
  ],
  upload_ids: [R1, R2],
  reads: 61204118,
  is_paired: true,
  created_at: '2026-03-01T08:09:00.000Z',
  created_by: 'admin',
  used_by: [{ job_id: EXAMPLE.jobId, sample_name: 'DEMO1' }],
};

const body: UploadedSampleBody = { name: 'DEMO1', upload_ids: [R1, R2] };

export const uploadExamples = {
  uploads,
  samples: examplePage(sample),
  sample,
};

export const uploadBodies = {
  sample: { pair: body },
};
