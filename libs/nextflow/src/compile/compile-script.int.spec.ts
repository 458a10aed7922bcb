import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noIsolation } from '../isolate/isolation.ts';
import { findNextflow, nextflowVersion } from '../testing/nextflow.ts';
import { compileScript } from './compile-script.ts';

describe('a real Nextflow that compiles', () => {
  const home = mkdtempSync(join(tmpdir(), 'reprise-compile-spec-'));
  const sources = join(home, 'toy');
  afterAll(() => {
    rmSync(home, { recursive: true });
  });
  const compile = (files: Record<string, string>) => {
    rmSync(sources, { recursive: true, force: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(sources, name)), { recursive: true });
      writeFileSync(join(sources, name), text);
    }
    const scratch = mkdtempSync(join(home, 'scratch-'));
    return compileScript({
      nextflow: findNextflow(),
      version: nextflowVersion(),
      isStrict: false,
      script: join(sources, 'main.nf'),
      sources,
      config: join(sources, 'nextflow.config'),
      profiles: [],
      scratch,
      isolation: noIsolation(),
      env: { ...(process.env as Record<string, string>), NXF_OFFLINE: 'true' },
    });
  };
  const main = `include { CALL } from './modules/call'
process ALIGN {
    output: path 'bam'
    script: "touch bam"
}
workflow {
    new File('${home}/ran').text = 'workflow'
    ALIGN()
    CALL(ALIGN.out)
}
`;
  const call = 'process CALL {\n    input: path bam\n    script: "cat $bam"\n}\n';

  it('reads a script and its modules, without running the workflow or a task', async () => {
    expect(
      await compile({ 'main.nf': main, 'modules/call.nf': call, 'nextflow.config': 'process.cpus = 1\n' }),
    ).toEqual([]);
    expect(readdirSync(home)).not.toContain('ran');
    expect(readdirSync(sources).toSorted()).toEqual(['main.nf', 'modules', 'nextflow.config']);
  });

  it('reports where a module is wrong, with the line', async () => {
    const wrong = call.replace('path bam', 'path bam }');
    expect(await compile({ 'main.nf': main, 'modules/call.nf': wrong })).toEqual([
      {
        file: 'modules/call.nf',
        line: 4,
        column: 1,
        source: '}',
        message: expect.stringContaining("'}'") as string,
      },
    ]);
  });

  it('reports an unknown attribute of the config, where nextflow config only warns', async () => {
    const config = 'process.memory = lab.memory\n';
    const message = 'Unknown config attribute `lab.memory`';
    expect(await compile({ 'main.nf': main, 'modules/call.nf': call, 'nextflow.config': config })).toEqual([
      { file: 'nextflow.config', line: null, column: null, source: null, message },
    ]);
  });

  it('reports nothing for a script that fails for another reason', async () => {
    expect(await compile({ 'main.nf': `${main}\nprintln missing\n`, 'modules/call.nf': call })).toBeNull();
  });
});
