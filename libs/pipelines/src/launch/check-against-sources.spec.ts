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
  const check = (launch: LaunchOptions, name = 'toy') =>
    checkAgainstSources({ script: join(home.path, name, 'main.nf'), sources: join(home.path, name) }, launch);
  const NONE = { errors: [], warnings: [] };

  it.each<[string, LaunchOptions]>([
    ['profiles of the config and of what it includes', { profiles: ['test', 'my-lab', 'site', 'standard'] }],
    ['a profile of the extra config', { profiles: ['own'], config: 'profiles { own { } }' }],
    ['a workflow of the script', { entry: 'ONLY_CALLS' }],
    ['an included one under its other name', { entry: 'MAP' }],
  ])('agree on %s', async (_, launch) => {
    expect(await check(launch)).toEqual(NONE);
  });

  it('are offered as far as they are known', async () => {
    const offered = (name: string) =>
      offeredLaunch({ script: join(home.path, name, 'main.nf'), sources: join(home.path, name) });
    expect(await offered('toy')).toEqual({ profiles: ['my-lab', 'site', 'test'], entries: ['ONLY_CALLS'] });
    expect(await offered('open')).toEqual({ profiles: [], entries: [] });
    expect(await offered('not-there')).toEqual({ profiles: [], entries: [] });
  });

  it.each(['gone', 'params', 'a'])(
    'raise a doubt about the profile %s, and name those that are there',
    async (name) => {
      expect(await check({ profiles: ['test', name] })).toEqual({
        errors: [],
        warnings: [
          {
            field: 'launch.profiles',
            message: `this pipeline has none named ${name}; it has my-lab, site, test. The run fails unless the config of the runner has it`,
          },
        ],
      });
    },
  );

  it('raise a doubt where the pipeline has no config', async () => {
    expect((await check({ profiles: ['docker'] }, 'bare')).warnings).toMatchObject([{ field: 'launch.profiles' }]);
  });

  it('say nothing of profiles where a config is included from elsewhere', async () => {
    expect(await check({ profiles: ['docker'] }, 'open')).toEqual(NONE);
  });

  it.each(['ALIGN', 'GONE', 'NONE'])('do not go together with the entry %s', async (entry) => {
    expect((await check({ entry })).errors).toEqual([
      { field: 'launch.entry', message: `the script has no workflow named ${entry}; it has MAP, ONLY_CALLS, QC` },
    ]);
  });

  it('are wrong with a config that Nextflow cannot read', async () => {
    expect((await check({ config: 'process {\n  cpus = 2' })).errors).toEqual([
      { field: 'launch.config', message: 'is no Nextflow config, line 1: “{” is not closed' },
    ]);
  });

  it('are judged without files where a repository was not fetched yet', async () => {
    expect(await checkAgainstSources({ script: '', sources: home.path }, { entry: 'X', profiles: ['y'] })).toEqual(
      NONE,
    );
  });
});
