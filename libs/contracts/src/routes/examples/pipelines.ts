import type { ExpectedRun } from '../../views/expected-run.ts';
import type { PipelineList } from '../../views/pipeline.ts';
import type { InputListing } from '../../views/system.ts';
import { EXAMPLE } from './values.ts';

const pipelines: PipelineList = {
  next_cursor: null,
  items: [
    {
      name: 'wes',
      title: 'Whole exome',
      description: 'From reads to filtered variants',
      version: '1.0.0',
      revision: EXAMPLE.pipelineRevision,
      params: { reference: EXAMPLE.params.reference },
      input_param: 'input_dir',
      output_param: 'output_dir',
      steps: [{ process: 'ALIGN', step: 'Alignment' }],
      outputs: ['bam', 'annotated_vcf', 'filtered_tsv'],
      reports: ['FastQC'],
      measures_quality: true,
      queue: 'default',
      resume_after: { causes: ['killed', 'runner_lost'], times: 2 },
      launch: { profiles: ['docker'] },
      profiles: ['docker', 'test'],
      entries: [],
      nextflow_versions: ['25.10.4', '24.10.0'],
      environment: ['LAB_SETTING', 'AWS_*'],
      repository: null,
      takes_config: true,
      demo: [{ name: 'DEMO1', params: { input_dir: EXAMPLE.params.input_dir } }],
      schema: { type: 'object', properties: { input_dir: { type: 'string', format: 'directory-path' } } },
      compiled: [{ nextflow_version: '24.10.0', errors: [] }],
    },
  ],
  broken: [{ file: '/srv/pipelines/rna/reprise.json', field: 'script', reason: 'must be a file in the folder' }],
};

const inputs: InputListing = {
  path: '/data/exomes',
  parent: '/data',
  roots: ['/data'],
  entries: [
    { name: 'DEMO1', path: '/data/exomes/DEMO1', kind: 'dir', bytes: null, modified_at: '2026-03-01T08:30:00.000Z' },
  ],
  truncated: false,
};

const expected: ExpectedRun = {
  pipeline: 'wes',
  duration_ms: { jobs: 20, lower: 1_200_000, median: 1_500_000, upper: 2_100_000 },
  disk_bytes: { jobs: 18, lower: 1_288_490_188, median: 1_395_864_371, upper: 1_610_612_736 },
  free_slots: 2,
};

export const pipelineExamples = {
  expected,
  pipelines,
  inputs,
};
