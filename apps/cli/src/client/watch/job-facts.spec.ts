import type { JobView } from '@reprise/contracts';
import { jobFacts, permitted } from './job-facts.ts';

it("shows a job with the commands that the requester's role allows", () => {
  const job = { allowed_actions: ['resume', 'rerun', 'pin'] };
  expect(permitted(job, { rerun: 'needs the role operator' }).allowed_actions).toEqual(['resume', 'pin']);
  expect(permitted(job, {})).toEqual(job);
});

it('shows what a run left undone, and that its Nextflow hangs', () => {
  const hanging = { since: '2026-12-01T03:12:00.000Z', after: 'abort', cause: 'SIGTERM' };
  const job = {
    job_id: 'j',
    sample_name: 'S1',
    status: 'completed',
    pending_action: null,
    failure: null,
    pipeline: 'wes',
    pipeline_revision: 'abc',
    labels: { run: '48', project: 'cardio' },
    batch: { id: 'b', name: 'Plate 12' },
    attempt: 1,
    attempt_mode: 'fresh',
    created_at: hanging.since,
    created_by: 'admin',
    started_at: null,
    completed_at: null,
    paused: null,
    paused_ms: 0,
    reason: null,
    error_message: null,
    output_dir: null,
    allowed_actions: [],
    hanging,
    ended_elsewhere: [
      { name: 'slurm', ended: ['812'], ended_count: 1, asked_at: hanging.since, proven_at: hanging.since },
      { name: 'google-batch', ended: [], ended_count: 0, asked_at: hanging.since, proven_at: null },
    ],
    steps: [{ tasks: { ignored: 2 } }],
    warnings: [{ about: 'trace', message: 'Nextflow wrote no trace of its 2 tasks.' }],
  } as unknown as JobView;
  const people = { nameOf: (actor: string) => actor } as Parameters<typeof jobFacts>[1];
  const lineage = { id: 'lid://860fa6ba', store: '/launch/.lineage' };
  const lines = jobFacts(job, people, (_, text) => text, 0, [], lineage);
  expect(lines).toContain('Labels     project=cardio, run=48');
  expect(lines.find((line) => line.includes('Slurm'))).toMatch(
    /1 Slurm job cancelled, none left: 812 \(asked at .+, confirmed at .+\)\. Google Batch: cannot be asked$/,
  );
  expect(lines).toContain('Batch      Plate 12');
  expect(lines).toContain('Lineage    lid://860fa6ba in /launch/.lineage');
  expect(lines).toContain('Warning    Completed, with a warning: Nextflow wrote no trace of its 2 tasks.');
  expect(lines).toContain('Ignored    2 failures ignored');
  expect(lines.find((line) => line.startsWith('Hangs'))).toMatch(
    /: it has aborted the run \(SIGTERM\)\. If it does not end, cancel and resume\.$/,
  );
});

it.each([
  ['with the folder of its results', false, null, '/out/1'],
  ['without files', true, null, '/out/1 (no files)'],
  ['with deleted results', true, { at: '2026-12-01T03:12:00.000Z', by: 'admin' }, '/out/1 (deleted)'],
])('shows a job %s', (_, hasNoFiles, results, shown) => {
  const job = {
    ...{ job_id: 'j', sample_name: 'S1', status: 'failed', pending_action: null, failure: null },
    ...{
      pipeline: 'wes',
      pipeline_revision: 'abc',
      labels: {},
      attempt: 1,
      attempt_mode: 'fresh',
      created_by: 'admin',
    },
    ...{ created_at: '2026-12-01T03:12:00.000Z', started_at: null, completed_at: null, paused: null, paused_ms: 0 },
    ...{ reason: null, error_message: null, output_dir: '/out/1', allowed_actions: [], steps: [] },
    cleaned: { work_dir: null, results },
  } as unknown as JobView;
  const people = { nameOf: (actor: string) => actor } as Parameters<typeof jobFacts>[1];
  const lines = jobFacts(job, people, (_paint, text) => text, 0, [], undefined, { hasNoFiles });
  expect(lines).toContain(`Results    ${shown}`);
  expect(lines.filter((line) => line.startsWith('Reports'))).toEqual([]);
  const file = { kind: null, bytes: 1, sha256: null, media_type: 'text/html' };
  const reports = [
    { ...file, path: 'qc/S1_1_fastqc.html', report: 'FastQC' },
    { ...file, path: 'qc/S1_2_fastqc.html', report: 'FastQC' },
    { ...file, path: 'multiqc_report.html', report: 'MultiQC' },
  ];
  expect(jobFacts(job, people, (_paint, text) => text, 0, [], undefined, { reports })).toContain(
    'Reports    FastQC: qc/S1_1_fastqc.html, qc/S1_2_fastqc.html. MultiQC: multiqc_report.html',
  );
});
