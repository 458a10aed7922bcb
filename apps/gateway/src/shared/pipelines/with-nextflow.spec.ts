import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '@reprise/contracts';
import { withNextflow } from './with-nextflow.ts';

describe('the Nextflow version of a job that names none', () => {
  let sources: string;
  beforeEach(() => (sources = mkdtempSync(join(tmpdir(), 'reprise-nextflow-'))));
  afterEach(() => rmSync(sources, { recursive: true }));

  const found = async (condition: string | null, runners: string[][], launch?: LaunchOptions) => {
    const script = join(sources, 'main.nf');
    writeFileSync(script, 'workflow { }\n');
    const config = condition === null ? '' : `manifest.nextflowVersion = '${condition}'\n`;
    writeFileSync(join(sources, 'nextflow.config'), config);
    const { launch: complete, errors, warnings } = await withNextflow({ script, sources }, launch, runners);
    return [complete, ...[...errors, ...warnings].map(({ field, message }) => `${field} ${message}`)];
  };

  it("is the config's version if a runner's default differs", async () => {
    const both = ['22.10.7', '24.10.0'];
    expect(await found('>=24.04', [both])).toEqual([{ nextflow: '>=24.04' }]);
    expect(await found('!>=24.04', [both], { profiles: ['test'] })).toEqual([
      { profiles: ['test'], nextflow: '>=24.04' },
    ]);
    expect(await found('!>=25.10', [['24.10.0']])).toEqual([
      { nextflow: '>=25.10' },
      'launch.nextflow no runner has Nextflow >=25.10 (they have 24.10.0): the job waits until one has it',
    ]);
  });

  it('is refused if the config requires a version that is no release', async () => {
    const why = 'launch.nextflow the config of the pipeline sets manifest.nextflowVersion: no';
    expect(await found('!>=26, <24', [['24.10.0']])).toEqual([
      expect.anything(),
      `${why} release of Nextflow is both >=26 and <24`,
    ]);
    expect(await found('!24.10', [['26.04.6']], { syntax_parser: 'v2' })).toEqual([
      expect.anything(),
      `${why} Nextflow 24.10 has the parser v2, which is there since 25.02`,
    ]);
  });

  it('is open if every default is suitable, or the config names none', async () => {
    for (const condition of ['>=22.10', '!>=22.10', null])
      expect(await found(condition, [['24.10.0', '22.10.7'], ['23.10.1']])).toEqual([undefined]);
  });

  it('is open if the config only prefers a version that no runner has', async () => {
    expect(await found('>=25.10', [['22.10.7', '24.10.0']])).toEqual([
      undefined,
      'launch.nextflow the pipeline asks for Nextflow >=25.10, which no runner has (they have 24.10.0, 22.10.7): it runs with another',
    ]);
  });

  it("is the job's own version, whatever the config names", async () => {
    expect(await found('!>=25.10', [['24.10.0']], { nextflow: '24.10' })).toEqual([{ nextflow: '24.10' }]);
  });

  it('is warned of when no living runner has its parser', async () => {
    expect(await found(null, [['24.10.0']], { syntax_parser: 'v2' })).toEqual([
      { syntax_parser: 'v2' },
      'launch.nextflow no runner has Nextflow with parser v2 (they have 24.10.0): the job waits until one has it',
    ]);
    expect(await found('!>=25.10', [])).toEqual([{ nextflow: '>=25.10' }]);
    expect(await found('>=25.10', [])).toEqual([undefined]);
  });
});
