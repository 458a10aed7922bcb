import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchInput } from '@reprise/contracts';
import { loadPipelines } from '../catalogue/load-pipelines.ts';
import { folderWith } from '../pipelines.fixture.ts';
import { checkLaunch, type LaunchRules } from './check-launch.ts';
import { passedVariables } from './variables.ts';

describe('the launch options of a job', () => {
  const MANIFEST = {
    name: 'toy',
    script: 'main.nf',
    launch: { profiles: ['docker'], config: './lab.config', env: { LAB_SETTING: 'a' }, files: { data: './data' } },
    environment: ['LAB_SETTING', 'AWS_*', 'PATH', '_JAVA_OPTIONS'],
  };
  const home = folderWith({
    'toy/reprise.json': MANIFEST,
    'toy/main.nf': '',
    'toy/lab.config': 'process.cpus = 2',
    'inputs/sheet.csv': '',
    'scratch/x': '',
    'secret/key': '',
  });
  symlinkSync(join(home.path, 'secret'), join(home.path, 'scratch/out'));
  afterAll(home.remove);
  const pipeline = loadPipelines([join(home.path, 'toy')]).pipelines[0]!;
  const rules: LaunchRules = {
    inputRoots: [join(home.path, 'inputs')],
    workRoots: [join(home.path, 'scratch'), 's3://lab/work'],
    takesConfig: false,
  };
  const check = (given: LaunchInput, changes: Partial<LaunchRules> = {}) =>
    checkLaunch(pipeline, given, { ...rules, ...changes });
  const errorOf = (given: LaunchInput) => {
    const checked = check(given);
    return checked.ok ? null : checked.errors[0];
  };

  it('are those of the manifest if the job sets none, with the text of its config', () => {
    expect(check({})).toEqual({
      ok: true,
      launch: {
        profiles: ['docker'],
        config: 'process.cpus = 2',
        env: { LAB_SETTING: 'a' },
        files: { data: join(home.path, 'toy/data') },
      },
    });
  });

  it('override the manifest field by field, and add variables and files by name', () => {
    const sheet = join(home.path, 'inputs/sheet.csv');
    const given = { profiles: ['test', 'singularity'], env: { AWS_REGION: 'eu' }, files: { sheet } };
    expect(check(given)).toMatchObject({
      launch: {
        profiles: ['test', 'singularity'],
        env: { LAB_SETTING: 'a', AWS_REGION: 'eu' },
        files: { data: join(home.path, 'toy/data'), sheet },
      },
    });
  });

  it('remove a value of the manifest that the job sets to empty or null', () => {
    const given = {
      profiles: [],
      config: '',
      entry: '',
      env: { LAB_SETTING: null, PATH: null },
      files: { data: null },
    };
    const named = { ...pipeline, launch: { ...pipeline.launch, entry: 'QC' } };
    expect(checkLaunch(named, {}, rules)).toMatchObject({ launch: { entry: 'QC', env: { LAB_SETTING: 'a' } } });
    expect(checkLaunch(named, { entry: '', env: { LAB_SETTING: null, AWS_REGION: 'eu' } }, rules)).toEqual({
      ok: true,
      launch: {
        profiles: ['docker'],
        config: 'process.cpus = 2',
        env: { AWS_REGION: 'eu' },
        files: { data: join(home.path, 'toy/data') },
      },
    });
    expect(checkLaunch(named, given, { ...rules, takesConfig: true })).toEqual({ ok: true, launch: undefined });
  });

  it('are absent if neither sets any', () => {
    expect(checkLaunch({ ...pipeline, launch: {} }, { profiles: [], stub_run: false }, rules)).toEqual({
      ok: true,
      launch: undefined,
    });
  });

  const notListed = 'is not a variable that the manifest of this pipeline lets a job set';
  it.each<[string, string, LaunchInput]>([
    ['launch.revision', 'is only for pipelines from a git repository; this one is a folder', { revision: 'main' }],
    ['launch.config', 'is switched off here: REPRISE_EXTRA_CONFIG is off', { config: 'x = 1' }],
    ['launch.env.OTHER', notListed, { env: { OTHER: 'x' } }],
    ['launch.env.PATH', notListed, { env: { PATH: '/x' } }],
    ['launch.env._JAVA_OPTIONS', notListed, { env: { _JAVA_OPTIONS: '-XX:OnError=x' } }],
    ['launch.files.nextflow.config', 'is a name that Nextflow uses itself', { files: { 'nextflow.config': '/x' } }],
    ['launch.files.a/b', 'must be the name of a file or folder, without "/"', { files: { 'a/b': '/x' } }],
    ['launch.files.a', 'must lie in one of the input roots: /etc/passwd', { files: { a: '/etc/passwd' } }],
    ['launch.work_dir', 'must be an absolute path, or a URL such as s3://bucket/work', { work_dir: 'work' }],
  ])('are refused at the field %s: %s', (field, message, given) => {
    expect(errorOf(given)).toEqual({ field, message });
  });

  it.each(['/etc', 's3://other/work', 's3://lab/workshop', 's3://lab/work/../x'])(
    'are refused with the work dir %s, outside of what the operator allows',
    (work_dir) => {
      expect(errorOf({ work_dir })).toMatchObject({ field: 'launch.work_dir' });
    },
  );

  it('are refused with a work dir behind a link that leads out', () => {
    expect(errorOf({ work_dir: join(home.path, 'scratch/out/x') })).toMatchObject({ field: 'launch.work_dir' });
  });

  it.each(['s3://lab/work', 's3://lab/work/ana', join(home.path, 'scratch'), join(home.path, 'scratch/new')])(
    'accept the work dir %s',
    (work_dir) => {
      expect(check({ work_dir })).toMatchObject({ ok: true, launch: { work_dir } });
    },
  );

  it('are refused if no Nextflow release meets them, including those of the manifest', () => {
    const field = 'launch.nextflow';
    expect(errorOf({ nextflow: '>=26, <24' })).toEqual({
      field,
      message: 'no release of Nextflow is both >=26 and <24',
    });
    const message = 'no Nextflow 24.10 has the parser v2, which is there since 25.02';
    expect(errorOf({ nextflow: '24.10', syntax_parser: 'v2' })).toEqual({ field, message });
    const strict: typeof pipeline = { ...pipeline, launch: { syntax_parser: 'v2' } };
    expect(checkLaunch(strict, { nextflow: '24.10' }, rules)).toEqual({ ok: false, errors: [{ field, message }] });
    expect(checkLaunch(strict, { nextflow: '24.10', syntax_parser: 'v1' }, rules)).toMatchObject({ ok: true });
  });

  it('accept a config if the operator allows it', () => {
    expect(check({ config: 'process.cpus = 4' }, { takesConfig: true })).toMatchObject({
      ok: true,
      launch: { config: 'process.cpus = 4' },
    });
  });

  it('pass on the listed variables of the runner, and never the secrets of Reprise', () => {
    const own = { LAB_SETTING: 'a', AWS_KEY: 'k', NATS_URL: 's', REPRISE_X: 's', DATABASE_URL: 's', OTHER: 'x' };
    expect(passedVariables(own, ['LAB_SETTING', 'AWS_*', 'NATS_URL', 'REPRISE_*', 'DATABASE_URL'])).toEqual({
      LAB_SETTING: 'a',
      AWS_KEY: 'k',
    });
  });
});

describe('the launch options of a manifest', () => {
  const problemsOf = (manifest: object) => {
    const home = folderWith({ 'reprise.json': { name: 'toy', script: 'main.nf', ...manifest }, 'main.nf': '' });
    const { broken } = loadPipelines([home.path]);
    home.remove();
    return broken.map(({ field, reason }) => `${field ?? ''}: ${reason}`);
  };

  it.each([
    [{ launch: { profiles: ['a,b'] } }, /^launch\.profiles\.0: must be a name/],
    [{ launch: { entry: '-x' } }, /^launch\.entry: must be the name of a workflow/],
    [{ launch: { entry: '' } }, /^launch\.entry: must be the name of a workflow/],
    [{ launch: { env: { LAB: null } }, environment: ['LAB'] }, /^launch\.env\.LAB: /],
    [{ launch: { files: { data: null } } }, /^launch\.files\.data: /],
    [{ launch: { revision: 'main' } }, /^launch\.revision: needs a repository/],
    [{ launch: { revision: '--upload-pack=x' }, repository: 'https://a.b/c' }, /^launch\.revision: must be a branch/],
    [{ launch: { env: { LAB: 'x' } } }, /^launch\.env\.LAB: is not allowed by environment/],
    [{ launch: { config: './none.config' } }, /^launch\.config: cannot be read/],
    [{ launch: { nextflow: '>=26, <24' } }, /^launch\.nextflow: no release of Nextflow is both >=26 and <24$/],
    [{ launch: { nextflow: '24.10', syntax_parser: 'v2' } }, /^launch\.nextflow: no Nextflow 24\.10 has the parser v2/],
    [{ environment: ['*'] }, /^environment\.0: must be the name/],
    [{ repository: 'ssh://a.b/c' }, /^repository: must be https/],
    [{ script: undefined }, /^script: is required/],
  ])('%j are refused: %s', (manifest, problem) => {
    expect(problemsOf(manifest)).toEqual([expect.stringMatching(problem)]);
  });
});
