import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asNobody } from '../as-nobody.fixture.ts';
import { expectedBy } from './expected-path.ts';
import { PathChecker } from './path-checker.ts';

describe('a glob parameter', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-paths-'));
    writeFileSync(join(folder, 'a.fastq'), 'reads');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const check = async (glob: string, exists: boolean | undefined, mostWalkMs?: number) => {
    const paths = new PathChecker({ roots: [folder], schemes: [] }, {}, mostWalkMs);
    const schema = { type: 'string', format: 'file-path-pattern', ...(exists !== undefined && { exists }) } as const;
    await paths.check('params.reads', join(folder, glob), expectedBy(schema), false);
    const messages = (problems: typeof paths.errors) => problems.map(({ message }) => message);
    return { errors: messages(paths.errors), warnings: messages(paths.warnings) };
  };

  it('is refused if it matches no file', async () => {
    expect(await check('*.bam', undefined)).toEqual({
      errors: [`matches no file: ${join(folder, '*.bam')}`],
      warnings: [],
    });
  });

  it.each([undefined, true, false])('is not refused if its time limit was reached (exists: %j)', async (exists) => {
    expect(await check('*.fastq', exists, -1)).toEqual({
      errors: [],
      warnings: [
        expect.stringContaining(`There is too much in ${folder}`),
        `could not be looked for: ${join(folder, '*.fastq')}`,
      ],
    });
  });
});

describe('a relative path parameter', () => {
  const check = async (value: string, launchFiles: Record<string, string>) => {
    const paths = new PathChecker({ roots: [folder], schemes: [] }, launchFiles);
    const kept = await paths.check('params.ref', value, expectedBy({ format: 'file-path', exists: true }), false);
    const messages = (problems: typeof paths.errors) => problems.map(({ message }) => message);
    return { kept, errors: messages(paths.errors), warnings: messages(paths.warnings), reads: paths.reads };
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-paths-'));
    writeFileSync(join(folder, 'hg.fa'), 'ACGT');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is checked in a launch file, or inside one that is a folder', async () => {
    const path = join(folder, 'hg.fa');
    const found = { errors: [], warnings: [], reads: [{ field: 'params.ref', path, whole: true }] };
    expect(await check('my.fa', { 'my.fa': path })).toEqual({ kept: 'my.fa', ...found });
    expect(await check('refs/hg.fa', { refs: folder })).toEqual({ kept: 'refs/hg.fa', ...found });
    expect(await check('refs/other.fa', { refs: folder })).toMatchObject({
      errors: [`does not exist: ${join(folder, 'other.fa')}`],
    });
    expect(await check('refs/../../x', { refs: folder })).toMatchObject({
      errors: ['must be an absolute path: refs/../../x'],
    });
  });

  it('that must exist states the alternative if the launch folder will not contain it', async () => {
    expect(await check('hg.fa', { refs: folder })).toEqual({
      kept: 'hg.fa',
      errors: [],
      reads: [],
      warnings: [
        'is looked for in the launch folder of the job, where the pipeline requires it: give its absolute path, or add it to the files in the launch folder',
      ],
    });
  });
});

describe('the paths that tasks will read', () => {
  it('are folders with their content, files and matches, without future ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-paths-'));
    mkdirSync(join(folder, 'in'));
    for (const file of ['in/a.fq', 'in/b.fq', 'idx.1', 'idx.2']) writeFileSync(join(folder, file), '');
    const paths = new PathChecker({ roots: [folder], schemes: [] });
    const check = (name: string, schema: Parameters<typeof expectedBy>[0]) =>
      paths.check('params.x', join(folder, name), expectedBy(schema), false);
    await check('in', { format: 'directory-path' });
    await check('in', {});
    await check('in/*.fq', { format: 'file-path-pattern' });
    await check('idx', { format: 'path' });
    await check('new', { format: 'path', exists: false });
    rmSync(folder, { recursive: true });
    expect(paths.reads.map(({ path, whole }) => [path.slice(folder.length), whole])).toEqual([
      ...[
        ['/in', true],
        ['/in', false],
      ],
      ...[
        ['/in', false],
        ['/in/a.fq', false],
        ['/in/b.fq', false],
      ],
      ...[
        ['/idx', true],
        ['/idx.1', false],
        ['/idx.2', false],
      ],
    ]);
  });

  it('may exist if a folder on the way is closed to this process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-paths-'));
    mkdirSync(join(folder, 'in'));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'in'), 0);
    const paths = new PathChecker({ roots: [folder], schemes: [] });
    const path = join(folder, 'in/a.fq');
    await asNobody(() => paths.check('params.x', path, expectedBy({ format: 'file-path', exists: true }), false));
    chmodSync(join(folder, 'in'), 0o700);
    rmSync(folder, { recursive: true });
    expect(paths.errors).toEqual([]);
    expect(paths.warnings).toEqual([{ field: 'params.x', message: `cannot be looked at by the gateway: ${path}` }]);
  });
});
