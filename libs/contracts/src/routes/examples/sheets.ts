import type { SheetCheck, SheetSubmitted } from '../../commands/sheet.ts';
import { EXAMPLE } from './values.ts';

const text = 'sample,input_dir\nDEMO1,/data/exomes/DEMO1\nDEMO9,/data/exomes/DEMO9\n';
const params = { reference: EXAMPLE.params.reference };

const checked: SheetCheck = {
  mode: 'jobs',
  modes: ['jobs'],
  sheet_param: null,
  columns: ['sample', 'input_dir'],
  rows: [
    ['DEMO1', '/data/exomes/DEMO1'],
    ['DEMO9', '/data/exomes/DEMO9'],
  ],
  errors: [{ row: 2, column: 'input_dir', message: 'does not exist: /data/exomes/DEMO9' }],
  warnings: [],
};

const submitted: SheetSubmitted = {
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  results: [
    { row: 1, sample_name: 'DEMO1', job_id: EXAMPLE.jobId, seq: 43, problem: null },
    {
      row: 2,
      sample_name: 'DEMO2',
      job_id: null,
      seq: null,
      problem: { status: 503, detail: 'The event log does not answer now, and nothing was changed. Try again soon.' },
    },
  ],
};

export const sheetExamples = { checked, submitted };

export const sheetBodies = {
  check: { text: { pipeline: 'wes', text, params } },
  submit: { text: { pipeline: 'wes', text, params, reason: 'Run 7' } },
};
