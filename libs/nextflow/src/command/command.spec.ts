import { nextflowCommand } from './nextflow-command.ts';
import { sessionIn } from './session-history.ts';
import { parseVersion, versionWarning } from './nextflow-version.ts';

const run = {
  nextflow: '/opt/nextflow',
  version: '24.10.0',
  script: '/pipelines/wes/main.nf',
  runName: 'r-demo1-1',
  paramsFile: '/attempt/params.json',
  workDir: '/job/work',
  outputDir: '/job/results',
  attemptDir: '/attempt',
  resumeSession: null,
};
const session = '90c69ffa-e19a-494f-854a-e92f390e594b';

describe('the command line', () => {
  it('starts a new session, or resumes one by its id', () => {
    const fresh = nextflowCommand(run).argv;
    expect(fresh.join(' ')).toBe(
      '/opt/nextflow -log /attempt/nextflow.log run /pipelines/wes/main.nf -name r-demo1-1 -params-file /attempt/params.json ' +
        '-work-dir /job/work -with-trace /attempt/trace.tsv -ansi-log false -c /attempt/reprise.config',
    );
    expect(nextflowCommand({ ...run, resumeSession: session }).argv).toEqual([...fresh, '-resume', session]);
  });

  it('includes the launch options of the job, with our config last', () => {
    const { argv } = nextflowCommand({
      ...run,
      profiles: ['test', 'singularity'],
      hasExtraConfig: true,
      entry: 'QC',
      stubRun: true,
    });
    expect(argv.join(' ')).toMatch(
      / -profile test,singularity -entry QC -stub-run -c \/attempt\/extra\.config -c \/attempt\/reprise\.config$/,
    );
    expect(() => nextflowCommand({ ...run, profiles: ['-c'] })).toThrow('not the name of a profile');
    expect(() => nextflowCommand({ ...run, entry: '-x' })).toThrow('not the name of a profile or workflow');
  });

  it('makes Nextflow print what it hashes, if it can', () => {
    expect(nextflowCommand(run).config).toContain("dumpHashes = 'json'");
    expect(nextflowCommand({ ...run, version: '25.04.1' }).config).toContain('dumpHashes');
    expect(nextflowCommand({ ...run, version: '23.10.1' }).config).toContain('dumpHashes');
    expect(nextflowCommand({ ...run, version: '22.10.6' }).config).not.toContain('dumpHashes');
  });

  it('sends the results of an output block to the output dir', () => {
    expect(nextflowCommand(run).config).toContain("\noutputDir = '/job/results'\n");
    const outputDir = String.raw`/job/a '$b' \c`;
    expect(nextflowCommand({ ...run, outputDir }).config).toContain(String.raw`outputDir = '/job/a \'$b\' \\c'`);
  });

  it('submits each task once, because a cluster may have received a submission that it did not confirm', () => {
    expect(nextflowCommand(run).config).toContain('\nexecutor.retry.maxAttempts = 1\n');
  });

  it('refuses an ambiguous run name or session', () => {
    expect(() => nextflowCommand({ ...run, runName: '-resume' })).toThrow('not a run name');
    expect(() => nextflowCommand({ ...run, resumeSession: 'last' })).toThrow('not a session id');
  });
});

describe('the version of a Nextflow', () => {
  it('is read from its answer', () => {
    expect(parseVersion('nextflow version 24.10.0.5928\n')).toBe('24.10.0');
    expect(parseVersion('nextflow version 25.01.0-edge.5934')).toBe('25.01.0-edge');
    expect(parseVersion('command not found')).toBeNull();
  });

  it('states whether Nextflow is simulated', () => {
    expect(parseVersion('nextflow version 24.10.0 (simulated)\n')).toBe('24.10.0 (simulated)');
    expect(versionWarning('24.10.0 (simulated)')).toContain('simulated');
  });

  it('causes a warning outside of the tested range', () => {
    for (const tried of ['22.10.7', '23.10.1', '24.10.4', '25.04.4', '25.05.0-edge', '25.10.7', '26.04.6'])
      expect(versionWarning(tried)).toBeNull();
    expect(versionWarning('25.07.0-edge')).toBe(
      'Nextflow 25.07.0-edge is not one with which all tests were run; 22.10, 23.10, 24.10, 25.04, 25.05, 25.10 and 26.04 are.',
    );
    expect(versionWarning('24.1.0')).toContain('all tests were run; 22.10');
    expect(versionWarning('22.04.5')).toContain('older than 22.10');
  });
});

describe('the session of a run', () => {
  const history = [
    `2026-11-24 15:19:32\t-\tr-1\t-\t9b9b\t9f5cab80-464a-4942-9e2b-275c796cc24d\tnextflow run e.nf`,
    `2026-11-24 15:20:54\t5.4s\tr-2\tERR\t92bc\t${session}\tnextflow run e.nf`,
    '',
  ].join('\n');

  it('is found by run name, and is null before it is written', () => {
    expect(sessionIn(history, 'r-2')).toBe(session);
    expect(sessionIn(history, 'r-3')).toBeNull();
    expect(sessionIn('', 'r-1')).toBeNull();
  });
});
