import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { collectOutputs } from './collect-outputs.ts';

/** Runs as a user, because file permissions do not apply to root. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const own = process.geteuid!();
  if (own === 0) process.seteuid!(65534);
  try {
    return await act();
  } finally {
    process.seteuid!(own);
  }
}

describe('collecting outputs', () => {
  let dir: string;
  let outputDir: string;
  let workDir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'reprise-outputs-'));
    [outputDir, workDir] = [join(dir, 'out'), join(dir, 'work')];
    [join(outputDir, 'bam'), workDir].forEach((each) => mkdirSync(each, { recursive: true }));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const collect = (globs: Record<string, string>) => collectOutputs({ outputDir, globs, roots: [workDir] });

  it('finds files by kind, with bytes and SHA-256', async () => {
    writeFileSync(join(outputDir, 'bam', 'DEMO1.bam'), 'bam');
    writeFileSync(join(outputDir, 'DEMO1 (ä).vcf.gz'), 'vcf');
    writeFileSync(join(outputDir, 'other.txt'), '');
    expect(await collect({ bam: 'bam/*.bam', vcf: '**/*.vcf.gz', none: '*.tsv' })).toEqual({
      outputs: [
        { kind: 'bam', path: join(outputDir, 'bam', 'DEMO1.bam'), bytes: 3, sha256: sha256('bam') },
        { kind: 'vcf', path: join(outputDir, 'DEMO1 (ä).vcf.gz'), bytes: 3, sha256: sha256('vcf') },
      ],
      skipped: [],
    });
  });

  it('applies another kind to files that no glob matches', async () => {
    for (const name of ['a.bam', 'b.html', 'c.html', 'd.txt', 'e.csv']) writeFileSync(join(outputDir, name), name);
    const kinds = new Map(Object.entries({ 'a.bam': 'other', 'b.html': 'report', 'c.html': 'page', 'd.txt': 'page' }));
    const kindOf = (path: string) => kinds.get(path) ?? null;
    const { outputs } = await collectOutputs({ outputDir, globs: { bam: '*.bam' }, kindOf, roots: [] });
    expect(outputs.map(({ kind, path }) => [kind, relative(outputDir, path)])).toEqual([
      ...[
        ['bam', 'a.bam'],
        ['page', 'c.html'],
        ['page', 'd.txt'],
        ['report', 'b.html'],
      ],
    ]);
  });

  it('skips links that lead to the same folders repeatedly, and reports them', async () => {
    writeFileSync(join(outputDir, 'a.txt'), 'a');
    const folders = Array.from({ length: 30 }, (_, n) => join(workDir, String(n)));
    folders.forEach((folder) => mkdirSync(folder));
    folders.slice(1).forEach((folder, n) => ['x', 'y'].forEach((name) => symlinkSync(folder, join(folders[n]!, name))));
    symlinkSync(folders[0]!, join(outputDir, 'linked'));
    const { outputs, skipped } = await collect({ text: '**/*.txt' });
    expect(outputs.map(({ path }) => path)).toEqual([join(outputDir, 'a.txt')]);
    expect(skipped).toEqual([
      {
        path: expect.stringContaining(join(outputDir, 'linked')),
        reason: expect.stringContaining('links lead to the same'),
      },
    ]);
  });

  it('reads links into the roots, of files and folders, and no others', async () => {
    writeFileSync(join(workDir, 'in.txt'), 'inside');
    mkdirSync(join(workDir, 'folder'));
    writeFileSync(join(workDir, 'folder', 'deep.txt'), 'deep');
    writeFileSync(join(dir, 'secret.txt'), 'secret');
    symlinkSync(join(workDir, 'in.txt'), join(outputDir, 'a.txt'));
    symlinkSync(join(workDir, 'folder'), join(outputDir, 'linked'));
    symlinkSync(join(dir, 'secret.txt'), join(outputDir, 'b.txt'));
    symlinkSync(join(dir, 'gone.txt'), join(outputDir, 'c.txt'));
    symlinkSync(dir, join(outputDir, 'up'));
    symlinkSync('.', join(workDir, 'folder', 'loop'));
    const { outputs, skipped } = await collect({ text: '**/*.txt' });
    expect(outputs.map(({ path, sha256: digest }) => [path, digest])).toEqual([
      [join(outputDir, 'a.txt'), sha256('inside')],
      [join(outputDir, 'linked', 'deep.txt'), sha256('deep')],
    ]);
    expect(skipped).toEqual([
      { path: join(outputDir, 'b.txt'), reason: 'a link that leads outside' },
      { path: join(outputDir, 'c.txt'), reason: expect.stringContaining('ENOENT') },
    ]);
  });

  it('continues after unreadable files and folders, and gives the reason for each', async () => {
    writeFileSync(join(outputDir, 'a.txt'), 'read');
    writeFileSync(join(outputDir, 'b.txt'), 'kept from us');
    chmodSync(dir, 0o755);
    const locked = ['b.txt', 'bam'].map((name) => join(outputDir, name));
    locked.forEach((path) => chmodSync(path, 0));
    const { outputs, skipped } = await asNobody(() => collect({ text: '**/*.txt', also: '*.txt' }));
    chmodSync(join(outputDir, 'bam'), 0o755);
    expect(outputs.map(({ kind, path }) => [kind, path])).toEqual([
      ['text', join(outputDir, 'a.txt')],
      ['also', join(outputDir, 'a.txt')],
    ]);
    const reason = 'EACCES: permission denied';
    expect(skipped).toEqual(expect.arrayContaining(locked.map((path) => ({ path, reason }))));
    expect(skipped).toHaveLength(2);
  });

  describe('of a huge size', () => {
    const TIB = 2 ** 40;
    const huge = (name: string) => {
      const path = join(outputDir, name);
      writeFileSync(path, '');
      truncateSync(path, TIB);
      return path;
    };
    /** Not detected as sparse, because all sampled places contain data. */
    const hugeWithData = (name: string) => {
      const path = huge(name);
      const file = openSync(path, 'r+');
      for (let part = 0; part < 64; part += 1) writeSync(file, 'data', (TIB / 64) * part);
      closeSync(file);
      return path;
    };

    it('skips and reports a file that is mostly holes, and reads the others', async () => {
      const path = huge('a.bam');
      writeFileSync(join(outputDir, 'b.bam'), 'bam');
      const { outputs, skipped } = await collect({ bam: '*.bam' });
      expect(outputs).toMatchObject([{ path: join(outputDir, 'b.bam'), sha256: sha256('bam') }]);
      expect(skipped).toEqual([{ path, reason: `no checksum: most of its ${TIB} bytes are holes` }]);
    });

    it('ends at the signal, keeps what was read, and reports the position and why the rest was not read', async () => {
      writeFileSync(join(outputDir, 'a.bam'), 'bam');
      const path = hugeWithData('b.bam');
      writeFileSync(join(outputDir, 'c.bam'), 'bam');
      const cancel = new AbortController();
      const seen: [done: number, total: number][] = [];
      const onProgress = (done: number, total: number) => {
        seen.push([done, total]);
        if (done > 2 ** 24) cancel.abort(new Error('the job was cancelled'));
      };
      const asked = { outputDir, globs: { bam: '*.bam' }, roots: [], signal: cancel.signal, onProgress };
      const { outputs, skipped } = await collectOutputs(asked);
      expect(outputs.map((output) => output.path)).toEqual([join(outputDir, 'a.bam')]);
      const reason = 'the job was cancelled';
      expect(skipped).toEqual([path, join(outputDir, 'c.bam')].map((each) => ({ path: each, reason })));
      expect(seen[0]).toEqual([3, TIB + 6]);
    });

    it('skips and reports files beyond the total limit', async () => {
      const path = hugeWithData('a.bam');
      writeFileSync(join(outputDir, 'b.bam'), 'bam');
      const asked = { outputDir, globs: { bam: '*.bam' }, roots: [], mostBytes: TIB - 1 };
      const { outputs, skipped } = await collectOutputs(asked);
      expect(outputs.map((output) => output.path)).toEqual([join(outputDir, 'b.bam')]);
      const reason = `no checksum: results of one run are read up to ${TIB - 1} bytes`;
      expect(skipped).toEqual([{ path, reason }]);
    });
  });

  it('finds nothing if nothing was published', async () => {
    expect(await collectOutputs({ outputDir: join(dir, 'missing'), globs: { any: '**' }, roots: [] })).toEqual({
      outputs: [],
      skipped: [],
    });
  });
});
