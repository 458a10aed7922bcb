import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from './parse-settings.ts';

describe('input roots', () => {
  let home: string;
  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-roots-')));
    mkdirSync(join(home, 'lab'));
    symlinkSync(home, join(home, 'lab/link'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const refusalOf = (roots: string, dataDir = join(home, 'data')) => {
    try {
      parseSettings('start', { REPRISE_DATA_DIR: dataDir, REPRISE_INPUT_ROOTS: roots });
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('may not contain the data dir, also through a link or before it exists', () => {
    const advice = 'Name folders beside the data dir, or move it with REPRISE_DATA_DIR';
    for (const root of [home, `${home}/`, join(home, 'data'), '/', join(home, 'lab/link')])
      expect(refusalOf(root)).toBe(
        `REPRISE_INPUT_ROOTS names ${root.replace(/(.)\/$/, '$1')}, which holds the data dir ${join(home, 'data')}: jobs could read tokens, keys and the database. ${advice}`,
      );
    mkdirSync(join(home, 'data'));
    expect(refusalOf(`${join(home, 'lab')}:${home}`)).toContain(`names ${home}, which`);
  });

  it('may be beside the data dir, or in it', () => {
    for (const root of [join(home, 'lab'), join(home, 'data/jobs'), join(home, 'data-of-others')])
      expect(refusalOf(root)).toBe(null);
  });
});
