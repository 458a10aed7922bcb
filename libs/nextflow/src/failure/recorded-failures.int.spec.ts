import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { recorded, recordedPath } from '../testing/recorded.ts';
import { Scratch } from '../testing/scratch.ts';
import { explainFailure } from './explain-failure.ts';

/** Runs of Nextflow 24.10.0 unless the name says another; the validation is that of nf-schema 2.1.1. */
describe('the message of a recorded failure', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const explain = (name: string, stderr: Record<string, string> = {}) => {
    const [attemptDir, workDir] = ['attempt', 'work'].map((dir) => join(scratch.dir, dir)) as [string, string];
    [attemptDir, workDir].forEach((dir) => mkdirSync(dir, { recursive: true }));
    const files = attemptFiles(attemptDir);
    for (const [path, kind] of [
      [files.stdout, 'stdout.txt'],
      [files.log, 'log'],
      [files.trace, 'trace.tsv'],
    ] as const) {
      const file = `failures/${name}.${kind}`;
      if (existsSync(recordedPath(file))) writeFileSync(path, recorded(file).replaceAll('/data/job/work', workDir));
    }
    for (const [dir, words] of Object.entries(stderr)) {
      mkdirSync(join(workDir, dir), { recursive: true });
      writeFileSync(join(workDir, dir, '.command.err'), words);
    }
    return explainFailure({ attemptDir, workDir });
  };

  const OWN = 'Nextflow could not run the pipeline: ';
  const genome = `${OWN}Genome 'GRCh99' is not in the table of genomes.\nAvailable: GRCh37, GRCh38`;
  it.each([
    ['error-after-banner', genome],
    ['error-after-banner.23.10', genome],
    ['error-after-banner.22.10', `${genome}\nat line 21 of /data/pipelines/last.nf`],
    ['error-after-logged-one', genome],
    ['printed-then-exit', genome],
    [
      'compilation.22.10',
      `${OWN}Script compilation error\n- file : /data/pipelines/bad.nf\n- cause: Unexpected character: '"' @ line 1, column 18.\n   workflow { error "my own message\n                    ^`,
    ],
    [
      'plugin-not-found',
      'The plugin nf-none is missing, and Nextflow could not fetch it. Connect this machine to the internet, or put the plugin as the folder nf-none-<version> into the folder named by REPRISE_PLUGINS_DIR, then rerun.',
    ],
    [
      'plugin-not-found.22.10',
      'The plugin nf-none is missing, and Nextflow could not fetch it. Connect this machine to the internet, or put the plugin as the folder nf-none-<version> into the folder named by REPRISE_PLUGINS_DIR, then rerun.',
    ],
    [
      'plugin-dev-mode',
      'The plugin nf-none@1.2.3 is missing, and this Nextflow fetches none (NXF_PLUGINS_MODE=dev). Put the plugin as the folder nf-none-1.2.3 into the folder named by REPRISE_PLUGINS_DIR, then rerun.',
    ],
    [
      'plugin-without-version',
      "The pipeline uses the plugin nf-schema without its version, which Nextflow needs offline. Name it in nextflow.config, such as plugins { id 'nf-schema@1.0.0' }, then rerun.",
    ],
    ['time-limit', 'STEP (S1) ran longer than its time limit (1s). Raise the limit, then resume.'],
    ...['', '.23.10', '.22.10'].map((version) => [
      `docker-away${version}`,
      "HELLO did not start: Docker cannot be reached at unix:///var/run/docker.sock. Start Docker on the runner's machine, then resume.",
    ]),
  ] as [string, string][])('%s', async (name, message) => {
    expect((await explain(name)).message).toBe(message);
  });

  it('names every row and column that nf-schema found wrong in a samplesheet', async () => {
    const { message, stderr_tail } = await explain('nf-schema-samplesheet');
    expect(message.split('\n')).toEqual([
      `${OWN}The following errors have been detected in /data/pipelines/schema/samples.csv:`,
      "-> Entry 1: Error for field 'strandedness' (sideways): Expected any of [[forward, reverse, unstranded, auto]]",
      expect.stringContaining(
        "-> Entry 1: Error for field 'fastq_1' (/data/demo_1.fastq.gz): FastQ file for reads 1 must",
      ),
      expect.stringContaining("-> Entry 1: Error for field 'sample' (DEMO 1): Sample name must be provided"),
      expect.stringContaining("-> Entry 2: Error for field 'fastq_1' (/data/demo_2.bam)"),
      expect.stringContaining("-> Entry 2: Error for field 'fastq_1' (/data/demo_2.bam)"),
      '-> Entry 3: Missing required field(s): fastq_1, sample',
      'at line 6 of /data/pipelines/schema/main.nf',
    ]);
    expect(stderr_tail).toContain('-> Entry 3: Missing required field(s): fastq_1, sample');
    expect((await explain('nf-schema-samplesheet-param')).message).toContain(
      '\n\t-> Entry 3: Missing required field(s): fastq_1, sample\n',
    );
  });

  it('names every parameter that nf-schema refused', async () => {
    const { message } = await explain('nf-schema-params');
    expect(message.split('\n').slice(1, 5)).toEqual([
      '* --input (/nope/samples.tsv): "/nope/samples.tsv" does not match regular expression [^\\S+\\.csv$]',
      "* --input (/nope/samples.tsv): the file or directory '/nope/samples.tsv' does not exist",
      '* --genome (GRCh99): Expected any of [[GRCh37, GRCh38]]',
      '* --depth (): 0 is less than 1',
    ]);
  });

  it('names the tasks that failed and were ignored where the pipeline is to fail then', async () => {
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
