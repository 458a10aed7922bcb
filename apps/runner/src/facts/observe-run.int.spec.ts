import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import { attemptFiles, noIsolation } from '@reprise/nextflow';
import { runObserver } from './observe-run.ts';

let dataDir: string;
let started: StartedAttempt;
let reported: string[];

const pipeline = {
  manifest: {
    versions: {},
    environment: [],
    output_param: 'output_dir',
    version: '2.0.0',
    params_file: 'pipeline_info/params*.json',
    materials: {},
    qc: { files: 'qc/*.json', metrics: { depth: { label: 'Depth', fail: { below: 20 } } }, charts: {} },
  },
  sources: '/nowhere',
  script: '/nowhere/main.nf',
  schema: { properties: { min_depth: { default: 10 } } },
} as unknown as Pipeline;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-facts-'));
  const { paths } = aStartedAttempt(dataDir);
  const [work_dir, output_dir] = [paths.workDir(1), paths.outputDir(1)];
  started = aStartedAttempt(dataDir, { work_dir, output_dir, started_at: new Date(Date.now() - 60_000).toISOString() });
  [work_dir, output_dir].forEach((dir) => mkdirSync(dir, { recursive: true }));
  reported = [];
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const publish = (path: string, text: string) => write(join(started.run.output_dir, path), text);
const work = (path: string) => join(started.run.work_dir, path);
const settings = {
  isolation: noIsolation(),
  environment: { PATH: process.env['PATH'] ?? '' },
  variables: {},
  repositories: { at: (named: Pipeline) => Promise.resolve(named) },
};
const observe = (hasSucceeded = true, workDirs: string[] = [], of = pipeline) =>
  runObserver(settings)(started, of, { hasSucceeded, workDirs }, (problem) => reported.push(problem));

describe('the facts of a finished run', () => {
  it('contain its parameters as the run wrote them', async () => {
    publish('pipeline_info/params_2026.json', '{"min_depth": 12}');
    expect((await observe()).run_described).toMatchObject({
      params: { min_depth: 12 },
      params_from: 'run',
      pipeline_version: '2.0.0',
    });
  });

  it.each([
    ['of an earlier attempt', '{"min_depth": 12}', new Date(Date.now() - 3_600_000)],
    ['that are no parameters', '[1]', new Date()],
    ['nested too deep', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, new Date()],
  ])('contain the defaults under the given parameters if the written ones are %s', async (_, text, modified) => {
    publish('pipeline_info/params.json', text);
    utimesSync(join(started.run.output_dir, 'pipeline_info/params.json'), modified, modified);
    expect((await observe()).run_described).toMatchObject({ params: { min_depth: 10 }, params_from: 'merged' });
  });

  it('contain its record in a lineage store if one exists', async () => {
    expect((await observe()).run_described).not.toHaveProperty('lineage');
    const [folder, hash] = ['/launch/.lineage', '860fa6ba9dc93b916c7e057a6f0de7cb'];
    const line = `Dec-01 04:53:43.127 [main] DEBUG nextflow.lineage.DefaultLinStore - Save LID file path: ${folder}/${hash}/.data.json\n`;
    write(attemptFiles(started.attemptDir).log, line);
    expect((await observe()).run_described).toMatchObject({ lineage: { id: `lid://${hash}`, store: folder } });
  });

  it('contain the versions in the work dirs of its tasks, or otherwise the published ones', async () => {
    write(work('ab/cd/versions.yml'), 'ALIGN:\n  bwa: 0.7.17\n');
    publish('pipeline_info/software_versions.yml', 'ALIGN:\n  bwa: 0.7.18\n');
    const version = async (dirs: string[]) => (await observe(true, dirs)).tools_observed?.tools;
    expect(await version([work('ab/cd')])).toEqual([{ name: 'bwa', version: '0.7.17', used_by: ['ALIGN'] }]);
    expect(await version([])).toEqual([{ name: 'bwa', version: '0.7.18', used_by: ['ALIGN'] }]);
  });

  it('contain the versions that commands of the manifest print after a success, for tools that no task reports', async () => {
    mkdirSync(started.paths.launchDir, { recursive: true });
    write(work('ab/cd/versions.yml'), 'ALIGN:\n  bwa: 0.7.17\n');
    const versions = {
      bwa: 'echo 9.9.9',
      tabix: 'echo "tabix (htslib) 1.16+ds"; exit 1',
      marker: 'echo "$REPRISE_ATTEMPT.0"',
      quiet: 'echo none >&2',
    };
    const asking = { ...pipeline, manifest: { ...pipeline.manifest, qc: undefined, versions } } as Pipeline;
    expect((await observe(true, [work('ab/cd')], asking)).tools_observed?.tools).toEqual([
      { name: 'bwa', version: '0.7.17', used_by: ['ALIGN'] },
      { name: 'marker', version: '1.0', used_by: [] },
      { name: 'tabix', version: '1.16+ds', used_by: [] },
    ]);
    expect(reported).toEqual(['No version of quiet is recorded: the command `echo none >&2` printed none']);
    expect((await observe(false, [], asking)).tools_observed).toBeUndefined();
  });

  it('contain the quality of its results after a success', async () => {
    publish('qc/S1.json', '{"metrics": {"depth": 10}}');
    expect((await observe()).qc_measured).toMatchObject({ verdict: 'fail', samples: [{ sample: 'S1' }] });
    expect(await observe(false)).not.toHaveProperty('qc_measured');
    expect(reported).toEqual([]);
  });

  it('contain no quality when its files are missing or broken, with the reason', async () => {
    await observe();
    publish('qc/S1.json', '{');
    expect(await observe()).not.toHaveProperty('qc_measured');
    const none = 'No quality is measured: no file qc/*.json with a metric of the manifest was published';
    expect(reported).toEqual([none, expect.stringMatching(/^No quality is read from qc\/S1\.json: /), none]);
  });

  it('never come from outside through links of a task', async () => {
    write(join(dataDir, 'secret.json'), '{"metrics": {"depth": 1}, "min_depth": 1}');
    write(join(dataDir, 'elsewhere/versions.yml'), 'A:\n  secret: 1\n');
    for (const path of ['qc/S1.json', 'pipeline_info/params.json']) {
      mkdirSync(dirname(join(started.run.output_dir, path)), { recursive: true });
      symlinkSync(join(dataDir, 'secret.json'), join(started.run.output_dir, path));
    }
    mkdirSync(work('ab'));
    symlinkSync(join(dataDir, 'elsewhere'), work('ab/cd'));
    const facts = await observe(true, [work('ab/cd'), join(dataDir, 'elsewhere'), work('../../../elsewhere')]);
    expect(facts).toEqual({ run_described: expect.objectContaining({ params_from: 'merged' }) as unknown });
  });
});
