import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wantedNextflow } from './wanted-nextflow.ts';

describe('the Nextflow version in a config', () => {
  let sources: string;
  beforeEach(() => (sources = mkdtempSync(join(tmpdir(), 'reprise-wanted-'))));
  afterEach(() => rmSync(sources, { recursive: true }));

  const wanted = (config: string, own?: string) => {
    writeFileSync(join(sources, 'main.nf'), 'workflow { }\n');
    writeFileSync(join(sources, 'nextflow.config'), config);
    return wantedNextflow({ script: join(sources, 'main.nf'), sources }, own === undefined ? {} : { config: own });
  };

  it('is required with the strict sign, and otherwise preferred', async () => {
    expect(await wanted("manifest {\n  name = 'lab'\n  nextflowVersion = '!>=24.04.2'\n}\n")).toEqual({
      version: '>=24.04.2',
      isRequired: true,
    });
    expect(await wanted('manifest.nextflowVersion = ">=25.04, <26"\n')).toEqual({
      version: '>=25.04, <26',
      isRequired: false,
    });
  });

  it('is absent if no config names one, or only Groovy could resolve it', async () => {
    expect(await wanted("manifest.version = '1.0'\n")).toBeNull();
    expect(await wanted("// manifest.nextflowVersion = '>=25.04'\n")).toBeNull();
    expect(await wanted("manifest { nextflowVersion = 'the newest' }\n")).toBeNull();
    expect(await wantedNextflow({ script: join(sources, 'none.nf'), sources: join(sources, 'none') }, {})).toBeNull();
  });
});
