import { aJob, aSession, aStep, anAttempt, at, anAuditEntry, JOB_ID } from '@reprise/web/testing/views.ts';
import {
  asOf,
  attemptFacts,
  paramChanges,
  inputRows,
  inputsNote,
  notRead,
  outputsManifest,
  qualityRows,
  readReport,
} from './job-report.ts';
import { reportedAttempts } from './reported-attempt.ts';

const inputs = [{ path: '/data/S1.fastq', bytes: 12 }];
const DEPTH = {
  name: 'mean_depth',
  label: 'Mean depth',
  unit: '×',
  verdict: 'warn' as const,
  warn: { below: 30 },
  fail: null,
};
const entries = [
  anAuditEntry('submitted', { data: { inputs } }),
  anAuditEntry('attempt_succeeded', {
    attempt: 2,
    data: { outputs: [], outputs_manifest: { path: '/m.json', sha256: 'ab', count: 9000 } },
  }),
];

describe('the report of a job', () => {
  const api = {
    job: async () => aJob({ last_seq: 42 }),
    attempts: async () => ({ items: [anAttempt()], next_cursor: null }),
  };
  const audit = {
    ofJob: async (_: string, minSeq: number) => (minSeq === 42 ? entries : []),
    session: async () => aSession(),
    verification: async () => Promise.reject(new Error('not for you')),
  };

  it('contains the job, its attempts, entries as recent as the job, and the inputs as they were', async () => {
    const report = await readReport(api, audit, JOB_ID);
    expect(report).toMatchObject({ attempts: [{ attempt: 1 }], entries, inputs, verification: null });
    expect(inputsNote(report)).toBe('');
  });

  it('states the submitted revision, and the other revision that an attempt ran', async () => {
    const asked = [anAuditEntry('submitted', { data: { inputs, pipeline_revision: '5d5a169a00' } })];
    const report = await readReport(api, { ...audit, ofJob: async () => asked }, JOB_ID);
    expect(report.submittedRevision).toBe('5d5a169a00');
    const attempts = [anAttempt({ pipeline_revision: '1b75885f00' })];
    expect(reportedAttempts({ attempts, entries: asked }, String)[0]?.facts).toEqual(
      expect.arrayContaining([
        { name: 'Pipeline revision', value: '1b75885f00' },
        {
          name: 'Pipeline changed',
          value: 'The pipeline changed after the job was submitted: revision 5d5a169a was submitted, 1b75885f ran.',
        },
      ]),
    );
  });

  it('has the time at which the end of an attempt was recorded, which follows the end of its last task', () => {
    const attempts = [anAttempt(), anAttempt({ attempt: 2 })];
    const ended = anAuditEntry('attempt_succeeded', { attempt: 1, at: at(70) });
    expect(reportedAttempts({ attempts, entries: [ended] }, String).map(({ recordedAt }) => recordedAt)).toEqual([
      at(70),
      null,
    ]);
  });

  it('has the time of the last entry that it lists', () => {
    const entry = (seq: number) => anAuditEntry('submitted', { seq });
    expect(asOf({ job: aJob({ last_seq: 42 }), entries: [entry(40), entry(57)] })).toBe(57);
    expect(asOf({ job: aJob({ last_seq: 42 }), entries: [entry(40)] })).toBe(42);
  });

  it('states the number of inputs if the submission lists only the first of them', async () => {
    const cut = [anAuditEntry('submitted', { data: { inputs, inputs_count: 1234 } })];
    const report = await readReport(api, { ...audit, ofJob: async () => cut }, JOB_ID);
    expect(inputsNote(report)).toBe('These are the first 1 of 1,234 files. Each attempt lists the files that it read.');
  });

  it('states which parameters changed between attempts', () => {
    const [first, second] = [{ depth: 30, old: 1 }, { depth: 40 }].map((params) => anAttempt({ params }));
    expect(paramChanges(first!, undefined)).toEqual([]);
    expect(paramChanges(second!, first)).toEqual([
      { name: 'depth', value: '30 → 40' },
      { name: 'old', value: '1 → not set' },
    ]);
  });

  it('omits unknown facts of an attempt', () => {
    const facts = attemptFacts(anAttempt({ nextflow_version: '24.10.0', exit_code: 0, runner_id: null }));
    expect(facts).toEqual([
      { name: 'Nextflow', value: '24.10.0' },
      { name: 'Tasks', value: 'none' },
      { name: 'Exit code', value: '0' },
    ]);
  });

  it('counts tasks by their outcome, and names skipped steps', () => {
    const steps = [
      aStep('TRIM', 'done', { total: 3, completed: 2, retried: 1 }),
      aStep('PLOT', 'done', { total: 1, ignored: 1 }),
      aStep('PRINT', 'skipped'),
    ];
    expect(attemptFacts(anAttempt({ steps, runner_id: null }))).toEqual(
      expect.arrayContaining([
        { name: 'Tasks', value: '2 completed, 1 failed and ignored, 1 failed and tried again' },
        { name: 'Skipped steps', value: 'Print' },
      ]),
    );
  });

  it('states how an attempt was launched', () => {
    const launch = { profiles: ['test', 'docker'], entry: 'qc', env: { LAB: '7' }, work_dir: 's3://bucket/work' };
    expect(attemptFacts(anAttempt({ launch }))).toEqual(
      expect.arrayContaining([
        { name: 'Profiles', value: 'test, docker' },
        { name: 'Entry workflow', value: 'qc' },
        { name: 'Variable LAB', value: '7' },
        { name: 'Work dir chosen', value: 's3://bucket/work (not checked, cleaned or read by Reprise)' },
      ]),
    );
  });

  it('contains reference data with its checksum, tools, and each metric of the quality', () => {
    const file = { bytes: 5, sha256: 'ab', read_at: null, problem: null };
    const attempt = anAttempt({
      described: {
        params: {},
        params_from: 'run',
        defaults: [],
        pipeline_version: '1.1.0',
        materials: [
          { param: 'reference', label: 'Reference', value: '/hg19.fa' },
          { param: 'targets', label: 'Targets', value: null },
        ],
      },
      images: [
        {
          image: 'bwa:1',
          engine: 'docker',
          executor: 'local',
          digest: null,
          image_id: null,
          cached: false,
          problem: 'docker did not answer in 5 s',
          processes: ['ALIGN', 'SORT'],
        },
      ],
      tools: [{ name: 'bwa', version: '0.7.17', used_by: ['ALIGN'] }],
      inputs: { files: [{ path: '/hg19.fa', ...file }], manifest: null, complete: true },
      qc: {
        verdict: 'warn',
        complete: true,
        samples: [{ sample: 'S1', verdict: 'warn', charts: [], metrics: [{ ...DEPTH, value: 27 }] }],
      },
    });
    expect(attemptFacts(attempt)).toEqual(
      expect.arrayContaining([
        { name: 'Pipeline version', value: '1.1.0' },
        { name: 'Reference', value: '/hg19.fa (SHA-256 ab)' },
        { name: 'Targets', value: 'none' },
        { name: 'Image of ALIGN, SORT', value: 'bwa:1, digest unknown: docker did not answer in 5 s' },
        { name: 'Tools', value: 'bwa 0.7.17' },
      ]),
    );
    expect(qualityRows(attempt)).toEqual([
      ...[{ sample: 'S1', label: 'Mean depth', value: '27\u00a0×', verdict: 'Warn', limits: 'Warns below 30\u00a0×' }],
    ]);
  });

  it('contains the checksum of each input, or the reason for its absence, and the read time of an unchanged file', () => {
    const sha256 = 'a'.repeat(64);
    const read = { path: '/in/a', bytes: 5, sha256, read_at: '2026-03-01T10:00:00.000Z', problem: null };
    const files = [read, { ...read, path: '/in/b', sha256: null, read_at: null, problem: 'vanished' as const }];
    const inputs = { files, manifest: null, complete: true };
    const sums = (started_at: string) => inputRows(anAttempt({ inputs, started_at })).map(({ sum }) => sum);
    expect(sums('2026-03-01T09:00:00.000Z')).toEqual([sha256, 'was gone']);
    expect(sums('2026-03-02T09:00:00.000Z')).toEqual([
      expect.stringMatching(/^a{64}, unchanged in size and time since it was read at 2026-03-01 10:00/),
      'was gone',
    ]);
    expect(inputRows(anAttempt())).toEqual([]);
  });

  it('names the file with a list of outputs too long for an event', () => {
    expect(outputsManifest(entries, 2)).toEqual({ path: '/m.json', sha256: 'ab', count: 9000 });
    expect(outputsManifest(entries, 1)).toBeNull();
  });

  it('states what the run of an attempt left undone', () => {
    const warnings = [{ about: 'trace' as const, message: 'Nextflow wrote no trace of its 2 tasks.' }];
    expect(attemptFacts(anAttempt({ warnings }))).toContainEqual({ name: 'Warning', value: warnings[0]!.message });
    expect(attemptFacts(anAttempt()).map(({ name }) => name)).not.toContain('Warning');
  });

  it('names unreadable results, and their number if some are not named', () => {
    const files = [{ path: '/out/S1.bam', reason: 'EACCES: permission denied' }];
    const ending = (data: object) => [anAuditEntry('attempt_succeeded', { data: { outputs: [], ...data } })];
    expect(notRead(ending({ outputs_skipped: files }), 1)).toEqual({ files, count: 1 });
    expect(notRead(ending({ outputs_skipped: files, outputs_skipped_count: 90 }), 1)).toEqual({ files, count: 90 });
    expect(notRead(entries, 2)).toEqual({ files: [], count: 0 });
  });
});
