import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExplainAccess } from '../access/access-explainer.ts';
import { withFailureTables } from '../testing/failure-documentation.ts';
import { CONTAINER_EVENTS, layOut, recordedFailure, recordedFailures, WORK_DIR } from '../testing/recorded-failure.ts';
import { Scratch } from '../testing/scratch.ts';
import { explainFailure } from './explain-failure.ts';

/** Folders that were closed to the tasks' user during the recording. They do not exist on this machine. */
const explainAccess: ExplainAccess = (path, { isInput }) => {
  const closed = ['/data/inputs/private', '/data/pipelines/main.nf'].find((each) => path.startsWith(each));
  const folder = closed?.replace(/\/main\.nf$/, '');
  return Promise.resolve(
    folder === undefined
      ? null
      : {
          reason: `the user nobody, as which tasks run, may not enter ${folder} (owner root, mode 700)`,
          remedy: `Run as root: \`setfacl -m u:nobody:x ${folder}\`${isInput ? ', or upload the files instead' : ''}.`,
        },
  );
};

/** Failures whose external cause the executor reports. */
const DISRUPTED = new Map([
  ['slurm-node-failed', 'node_failed'],
  ['slurm-preempted', 'preempted'],
  ['aws-batch-host-terminated', 'node_failed'],
  ['aws-batch-spot-interrupted', 'node_failed'],
  ['k8s-node-lost', 'node_failed'],
  ['k8s-preempted', 'preempted'],
  ['lsf-preempted', 'preempted'],
]);

/** Runs of Nextflow 24.10.0 unless the name contains a different version. nf-schema 2.1.1 validates parameters. */
describe('the message of a recorded failure', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const explain = (name: string, stderr: Record<string, string> = {}) => {
    const { attemptDir, workDir } = layOut(recordedFailure(name), scratch.dir);
    for (const [dir, words] of Object.entries(stderr)) {
      mkdirSync(join(workDir, dir), { recursive: true });
      writeFileSync(join(workDir, dir, '.command.err'), words);
    }
    return explainFailure({ attemptDir, workDir, explainAccess });
  };

  it.each(recordedFailures().map((failure) => [failure.name, failure] as const))('%s', async (_, failure) => {
    const { attemptDir, workDir } = layOut(failure, scratch.dir);
    const { message, summary, stderr_tail, disruption } = await explainFailure({
      attemptDir,
      workDir,
      explainAccess,
      containerEvents: () => Promise.resolve(failure.files.get(CONTAINER_EVENTS) ?? ''),
    });
    expect({ message: message.replaceAll(workDir, WORK_DIR), summary: summary.replaceAll(workDir, WORK_DIR) }).toEqual({
      message: failure.message,
      summary: failure.summary,
    });
    expect(message).not.toMatch(/[0-9a-f]{2}\/[0-9a-f]{30}/);
    expect(summary).not.toContain('\n');
    expect(disruption).toBe(DISRUPTED.get(failure.name));
    expect(stderr_tail.length).toBeLessThanOrEqual(20);
  });

  it('is in docs/failures.md (if not, run node libs/nextflow/scripts/write-failures.ts)', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/failures.md'), 'utf8');
    expect(withoutPadding(page)).toBe(withoutPadding(withFailureTables(page)));
  });

  it('includes the lines around the cause, with their position', async () => {
    const { stderr_tail, excerpt } = await explain('cause-before-clean-up');
    expect(excerpt).toEqual({ stream: 'stderr', first_line: 492, cause_line: 501, lines: 561, log_offset: 15_892 });
    expect(stderr_tail).toHaveLength(20);
    expect(stderr_tail[501 - 492]).toBe('[E::bwa_idx_load_from_disk] fail to locate the index files');
    expect((await explain('printed-to-stdout')).excerpt).toMatchObject({ stream: 'stdout', cause_line: 2, lines: 3 });
  });

  it('concerns the step that could not start, not an earlier one that succeeded', async () => {
    expect(await explain('undefined-parameter')).toMatchObject({
      failing_step: 'SECOND',
      failing_task: null,
      disk_full: false,
      caused_by: expect.not.stringContaining('No space left on device'),
    });
  });

  it.each(['here-document-killed', 'shell-syntax', 'traced-script', 'unknown-variable'])(
    'finds no full disk in a script that the shell or Nextflow prints: %s',
    async (name) => {
      expect(recordedFailure(name).files.get('stdout.txt')).toContain('No space left on device');
      expect(await explain(name)).toMatchObject({ disk_full: false });
    },
  );

  it('names every wrong row and column that nf-schema found in a samplesheet', async () => {
    const { message, stderr_tail } = await explain('nf-schema-samplesheet');
    expect(message).toContain('\n-> Entry 3: Missing required field(s): fastq_1, sample\n');
    expect(stderr_tail).toContain('-> Entry 3: Missing required field(s): fastq_1, sample');
  });

  it('names ignored failures of tasks if the pipeline is set to fail for them', async () => {
    const stderr = { 'f4/7d4245d6955d6e8ca88f790643895b': 'no reads in b\n' };
    expect(await explain('fail-on-ignore', stderr)).toMatchObject({
      failing_step: 'COUNT',
      failing_task: 'f4/7d4245',
      exit_code: 3,
      stderr_tail: ['no reads in b'],
      message:
        '2 tasks failed and were ignored, and the pipeline is set to fail then (failOnIgnore): COUNT (b) (exit code 3), COUNT (c) (exit code 3). COUNT (b): no reads in b',
    });
  });
});

/** Removes the padding and rules with which oxfmt aligns tables. */
const withoutPadding = (text: string) =>
  text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').replaceAll(/\n+/g, '\n');
