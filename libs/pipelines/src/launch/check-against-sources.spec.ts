import { join } from 'node:path';
import type { LaunchOptions } from '@reprise/contracts';
import { folderWith } from '../pipelines.fixture.ts';
import { checkAgainstSources } from './check-against-sources.ts';
import { offeredLaunch } from './offered-launch.ts';

describe('launch options and the files of their pipeline', () => {
  const home = folderWith({
    'toy/nextflow.config': `
      includeConfig 'conf/more.config'
      profiles {
        test { params { a = 1 } }
        'my-lab' { process.executor = 'slurm' } // gone { }
      }`,
    'toy/conf/more.config': "profiles { site { includeConfig 'site.config' } }",
    'toy/main.nf': `
      include { QC; ALIGN as MAP } from './modules'
      // workflow GONE { }
      params.reads = "data/*_{1,2}.fastq.gz" // it's
      workflow ONLY_CALLS { }
      pattern = ~/a\\/*b/
      workflow { }
      also = 'data/*/*.gz' /* workflow GONE { } */`,
    'open/nextflow.config': 'includeConfig "$HOME/lab.config"',
    'open/main.nf': 'workflow { }',
    'bare/main.nf': 'workflow { }',
  });
  afterAll(home.remove);
  const check = (launch: LaunchOptions, name = 'toy', versions: string[] = []) =>
    checkAgainstSources({ script: join(home.path, name, 'main.nf'), sources: join(home.path, name) }, launch, versions);
  const NONE = { errors: [], warnings: [] };

  it.each<[string, LaunchOptions]>([
    ['profiles of the config and its includes', { profiles: ['test', 'my-lab', 'site', 'standard'] }],
    ['a profile of the extra config', { profiles: ['own'], config: 'profiles { own { } }' }],
    ['a workflow of the script', { entry: 'ONLY_CALLS' }],
    ['an included one under its other name', { entry: 'MAP' }],
  ])('agree on %s', async (_, launch) => {
    expect(await check(launch)).toEqual(NONE);
  });

  it.each<[versions: string[], parser: 'v1' | 'v2' | null, reason: string | null]>([
    [['24.10.0', '25.10.4'], null, null],
    [['26.04.6'], 'v1', null],
    [['24.10.0'], 'v2', null],
    [[], null, null],
    [['26.04.6', '24.10.0', '26.04.6'], null, 'is refused by the strict parser of Nextflow 26.04.6. '],
    [['25.10.4', '26.08.0-edge'], 'v2', 'is refused by the strict parser, which this job chooses. '],
  ])(
    'warn of an entry workflow that the strict parser refuses: with %s, parser %s',
    async (versions, parser, reason) => {
      const asked = parser === null ? {} : { syntax_parser: parser };
      const { errors, warnings } = await check({ entry: 'ONLY_CALLS', ...asked }, 'toy', versions);
      expect(errors).toEqual([]);
      expect(warnings).toEqual(
        reason === null ? [] : [{ field: 'launch.entry', message: expect.stringContaining(reason) as string }],
      );
    },
  );

  it.each<[string, LaunchOptions, string]>([
    ["process.executor = 'awsbatch'", {}, 'runs tasks on AWS Batch: a pause does not hold them there'],
    [
      'process { withLabel: big { executor = "google-batch" } }',
      {},
      'runs tasks on Google Batch, which Reprise cannot',
    ],
    ["executor { name = 'condor' }", {}, 'runs tasks on HTCondor, which Reprise cannot ask for them'],
    [
      "process.executor = 'k8s'",
      { work_dir: 's3://lab/work' },
      'runs tasks on Kubernetes: a pause does not hold them there',
    ],
    ["executor.name = 'flux'", {}, 'runs tasks on flux, which Reprise cannot ask for them'],
    ["profiles { cloud { process.executor = 'awsbatch' } }", { profiles: ['cloud'] }, 'runs tasks on AWS Batch: '],
    [
      "process.executor = 'slurm'",
      { work_dir: 's3://lab/work' },
      'runs tasks on Slurm with work dirs in an object store, by which Reprise does not find them: a pause does not',
    ],
  ])('warn of %j, since its tasks cannot be held', async (config, launch, message) => {
    const { warnings } = await check({ ...launch, config }, 'bare');
    expect(warnings).toEqual([{ field: 'launch.config', message: expect.stringContaining(message) as string }]);
  });

  it.each<[string, LaunchOptions]>([
    ["process.executor = 'slurm'", { work_dir: '/shared/work' }],
    ["executor { name = 'sge'; queueSize = 8 }", {}],
    ["process.executor = 'local'", { work_dir: 's3://lab/work' }],
    ["profiles { cloud { process.executor = 'awsbatch' } }", {}],
    ["// process.executor = 'awsbatch'", {}],
    ["params.executor_note = 'awsbatch'", {}],
  ])('raise no warning for %j', async (config, launch) => {
    expect(await check({ ...launch, config }, 'bare')).toEqual(NONE);
  });

  it.each<[string, LaunchOptions, string]>([
    ['k8s.cleanup = false', {}, 'k8s.cleanup = false: the pods of a run that is cancelled or killed continue'],
    ['k8s { namespace = "x"; cleanup = false }', {}, 'k8s.cleanup = false: '],
    [
      'docker { enabled = true\n kill = false }',
      {},
      'docker.kill = false: containers continue after their task was ended',
    ],
    ['azure { batch { terminateJobsOnCompletion=false } }', {}, 'azure.batch.terminateJobsOnCompletion = false: '],
    ['azure.batch { terminateJobsOnCompletion = false }', {}, 'azure.batch.terminateJobsOnCompletion = false: '],
    ['profiles { cloud { k8s.cleanup = false } }', { profiles: ['cloud'] }, 'k8s.cleanup = false: '],
  ])('warn of %j, since it leaves tasks behind', async (config, launch, message) => {
    const { warnings } = await check({ ...launch, config }, 'bare');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ field: 'launch.config' });
    expect(warnings[0]!.message).toContain(`sets ${message}`);
  });

  it.each([
    ['// k8s.cleanup = false'],
    ['k8s.cleanup = true'],
    ['docker.killer = false'],
    ['profiles { cloud { k8s.cleanup = false } }'],
    ["process { executor = 'sge'; clusterOptions = '-M ada@lab.org' }"],
    ["process { executor = 'slurm'; clusterOptions = '--mail-type=END --account=lab' }"],
  ])('raise no warning in %j', async (config) => {
    expect(await check({ config }, 'bare')).toEqual(NONE);
  });

  it.each<[LaunchOptions, string]>([
    [{ config: "process { executor = 'slurm'; clusterOptions = '-M other' }" }, 'launch.config'],
    [
      { config: 'process.executor = \'slurm\'\nprocess.clusterOptions = { "--account=x --clusters=${c}" }' },
      'launch.config',
    ],
    [{ env: { SBATCH_CLUSTERS: 'other' } }, 'launch.env.SBATCH_CLUSTERS'],
  ])('warn of %j, since it sends tasks to a cluster that is not polled', async (launch, field) => {
    const { warnings } = await check(launch, 'bare');
    expect(warnings).toMatchObject([{ field }]);
    expect(warnings[0]!.message).toContain('it cannot say whether tasks are left');
  });

  it('are offered as far as they are known', async () => {
    const offered = (name: string) =>
      offeredLaunch({ script: join(home.path, name, 'main.nf'), sources: join(home.path, name) });
    expect(await offered('toy')).toEqual({ profiles: ['my-lab', 'site', 'test'], entries: ['ONLY_CALLS'] });
    expect(await offered('open')).toEqual({ profiles: [], entries: [] });
    expect(await offered('not-there')).toEqual({ profiles: [], entries: [] });
  });

  it.each(['gone', 'params', 'a'])('warn of the profile %s, and name the existing ones', async (name) => {
    expect(await check({ profiles: ['test', name] })).toEqual({
      errors: [],
      warnings: [
        {
          field: 'launch.profiles',
          message: `this pipeline has none named ${name}; it has my-lab, site, test. The run fails unless the config of the runner has it`,
        },
      ],
    });
  });

  it('warn if the pipeline has no config', async () => {
    expect((await check({ profiles: ['docker'] }, 'bare')).warnings).toMatchObject([{ field: 'launch.profiles' }]);
  });

  it('do not check profiles if a config is included from elsewhere', async () => {
    expect(await check({ profiles: ['docker'] }, 'open')).toEqual(NONE);
  });

  it.each(['ALIGN', 'GONE', 'NONE'])('are refused with the entry %s', async (entry) => {
    expect((await check({ entry })).errors).toEqual([
      { field: 'launch.entry', message: `the script has no workflow named ${entry}; it has MAP, ONLY_CALLS, QC` },
    ]);
  });

  it('are refused with a config that Nextflow cannot read', async () => {
    expect((await check({ config: 'process {\n  cpus = 2' })).errors).toEqual([
      { field: 'launch.config', message: 'is no Nextflow config, line 1: “{” is not closed' },
    ]);
  });

  it('are checked without files if a repository was not fetched yet', async () => {
    expect(await checkAgainstSources({ script: '', sources: home.path }, { entry: 'X', profiles: ['y'] })).toEqual(
      NONE,
    );
  });
});
