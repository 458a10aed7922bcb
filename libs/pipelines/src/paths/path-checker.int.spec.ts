import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedBy } from './expected-path.ts';
import { PathChecker } from './path-checker.ts';

describe('a glob', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-paths-'));
    writeFileSync(join(folder, 'a.fastq'), 'reads');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const check = async (glob: string, exists: boolean | undefined, mostWalkMs?: number) => {
    const paths = new PathChecker({ roots: [folder], schemes: [] }, mostWalkMs);
    const schema = { type: 'string', format: 'file-path-pattern', ...(exists !== undefined && { exists }) } as const;
    await paths.check('params.reads', join(folder, glob), expectedBy(schema), false);
    const messages = (problems: typeof paths.errors) => problems.map(({ message }) => message);
    return { errors: messages(paths.errors), warnings: messages(paths.warnings) };
  };

  it('that matches no file is refused', async () => {
    expect(await check('*.bam', undefined)).toEqual({
      errors: [`matches no file: ${join(folder, '*.bam')}`],
      warnings: [],
    });
  });

  it.each([undefined, true, false])('is not refused where its time was over (exists: %j)', async (exists) => {
    expect(await check('*.fastq', exists, -1)).toEqual({
      errors: [],
      warnings: [
        expect.stringContaining(`There is too much in ${folder}`),
        `could not be looked for: ${join(folder, '*.fastq')}`,
      ],
    });
  });
});
