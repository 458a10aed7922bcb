import { join } from 'node:path';
import { folderWith } from '../pipelines.fixture.ts';
import { loadPipelines } from './load-pipelines.ts';
import { missingPipeline } from './missing-pipeline.ts';

describe('a pipeline that is not installed', () => {
  const folder = folderWith({
    'no-main/reprise.json': { name: 'exome', script: 'main.nf' },
    'unread/reprise.json': '{',
    'other/reprise.json': { name: 'other', script: 'main.nf' },
    'other/main.nf': '',
  });
  afterAll(() => folder.remove());
  const wordsOf = (name: string, ...below: string[]) => {
    const parents = below.map((path) => join(folder.path, path));
    return missingPipeline(name, { by: 'This runner', parents, broken: loadPipelines(parents).broken });
  };

  it('is reported with its problem if it exists and could not be loaded', () => {
    const words = `This runner could not load the pipeline exome: ${folder.path}/no-main/reprise.json, script: must be a file in the pipeline's folder; there is no main.nf. Correct it, then try again.`;
    expect(wordsOf('exome', '')).toBe(words);
    expect(wordsOf('exome', 'no-main', 'other')).toBe(words);
  });

  it('is recognised by its folder if its manifest cannot be read', () => {
    expect(wordsOf('unread', '')).toMatch(/^This runner could not load the pipeline unread: .*\/unread\/reprise\.json/);
  });

  it('is in a configured folder that is gone', () => {
    expect(wordsOf('gone', 'gone', 'other')).toBe(
      `This runner has no pipeline named gone: its folder ${folder.path}/gone, which REPRISE_PIPELINES names, is not there. Put it back, then try again.`,
    );
  });

  it('is in none of the folders, some of which may be gone', () => {
    expect(wordsOf('wgs', 'other')).toBe(
      `This runner has no pipeline named wgs: no reprise.json in ${folder.path}/other has that name. Put its folder back, or add it to REPRISE_PIPELINES, then try again.`,
    );
    expect(wordsOf('wgs', 'other', 'gone')).toContain(`(${folder.path}/gone is not there)`);
  });
});
