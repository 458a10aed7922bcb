import { join } from 'node:path';
import { folderWith } from '../pipelines.fixture.ts';
import { uncachedProcesses } from './uncached-processes.ts';

const script = (directives = '') => `
process ALIGN {
  ${directives}
  input: path reads
  output: path 'out.bam'
  script:
  """
  cache false
  """
}
process CALL {
  cpus 2
  script: 'true'
}
workflow { ALIGN(reads) | CALL }
`;

describe('the processes that Nextflow may not look for in its cache', () => {
  let remove = () => {};
  afterEach(() => remove());

  const uncached = async (files: Record<string, string>, launch: Parameters<typeof uncachedProcesses>[1] = {}) => {
    const folder = folderWith(files);
    ({ remove } = folder);
    const pipeline = { script: join(folder.path, 'main.nf'), sources: folder.path };
    return [...(await uncachedProcesses(pipeline, launch, ['MAP:ALIGN', 'CALL', 'MAP:AGAIN']))];
  };

  it.each([
    ['cache false', ['MAP:ALIGN']],
    ['cache(false)', ['MAP:ALIGN']],
    ['cpus 2; cache false', ['MAP:ALIGN']],
    ['cache params.keep', ['MAP:ALIGN']],
    ['cache { reads.size() > 1 }', ['MAP:ALIGN']],
    ["cache 'lenient'", []],
    ['cache "deep"', []],
    ['cache true', []],
    ['// cache false', []],
    ["label 'cache'", []],
    ['', []],
  ])('are found by the directive %j', async (directive, expected) => {
    expect(await uncached({ 'main.nf': script(directive) })).toEqual(expected);
  });

  it('are found in modules, and under the names that include them', async () => {
    const main = "include { ALIGN ; ALIGN as AGAIN } from './modules/align'\nworkflow { ALIGN(x); AGAIN(x) }";
    const files = { 'main.nf': main, 'modules/align/main.nf': script('cache false') };
    expect(await uncached(files)).toEqual(['MAP:ALIGN', 'MAP:AGAIN']);
  });

  it('are not looked for in demo data, a work dir or hidden folders', async () => {
    const other = script('cache false');
    const files = { 'main.nf': script(), 'demo/a.nf': other, 'work/a.nf': other, '.git/a.nf': other };
    expect(await uncached(files)).toEqual([]);
  });

  it.each([
    ["process { withName: 'CALL' { cache = false } }", ['CALL']],
    ['process { withName: CALL { cpus = 1\ncache = false } }', ['CALL']],
    ["process { withName: 'MAP:.*' { cache = params.keep } }", ['MAP:ALIGN', 'MAP:AGAIN']],
    ["process { withName: '!CALL' { cache = false } }", ['MAP:ALIGN', 'MAP:AGAIN']],
    ["process { withName: 'CALL' { cache = 'deep' } }", []],
    ["process { withName: 'X.*|B.*|CA.*|D.*' { cache = false } }", ['CALL']],
    ["process { withName: '.*:(ALIGN|CALL)' { cache = false } }", ['MAP:ALIGN']],
    ["process { withLabel: 'big' { cache = false } }", ['MAP:ALIGN', 'CALL', 'MAP:AGAIN']],
    ['process { cache = false }', ['MAP:ALIGN', 'CALL', 'MAP:AGAIN']],
    ['process.cache = false', ['MAP:ALIGN', 'CALL', 'MAP:AGAIN']],
    ["process.cache = 'lenient'", []],
    ["conda.cacheDir = '/c'\nwave { cache = false }", []],
    ['profiles { fast { process.cache = false } }', []],
  ])('are selected by the config %j', async (config, expected) => {
    expect(await uncached({ 'main.nf': script(), 'nextflow.config': config })).toEqual(expected);
  });

  it("are selected by the job's profiles and its own config", async () => {
    const files = {
      'main.nf': script(),
      'nextflow.config': 'profiles { fast { process { withName: CALL { cache = false } } } }',
    };
    expect(await uncached(files, { profiles: ['fast'] })).toEqual(['CALL']);
    expect(await uncached({ 'main.nf': script() }, { config: 'process.cache = false' })).toHaveLength(3);
  });

  it.each(["'(\\\\w+:?)+!'", "'.*.*.*.*!'", "'(.*|a)(.*|a)(.*|a)(.*|a)!'", `'${'(\\w|A)'.repeat(26)}!'`])(
    'may be selected by the expression %s, which takes too long to match',
    async (pattern) => {
      const config = `process { withName: ${pattern} { cache = false } }`;
      const name = 'A'.repeat(10_000);
      expect([...(await uncachedProcesses({ script: '', sources: '' }, { config }, [name]))]).toEqual([name]);
    },
  );

  it('are unknown for a repository that has not been fetched', async () => {
    expect([...(await uncachedProcesses({ script: '', sources: '' }, {}, ['CALL']))]).toEqual([]);
  });
});
