import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepAside, moveAside, putBack, unsettledAttempt } from './moves.ts';

const AT = new Date('2026-11-26T10:00:00.000Z');
const PATHS = ['aa/1', 'bb/2', 'bb/3'];

describe('moving task dirs aside', () => {
  let dir: string;
  let workDir: string;
  let journal: string;
  let output: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'reprise-moves-'));
    workDir = join(dir, 'work', '1');
    journal = join(dir, 'restart.json');
    output = join(dir, 'output');
    mkdirSync(join(output, 'vcf'), { recursive: true });
    for (const path of PATHS) {
      mkdirSync(join(workDir, path), { recursive: true });
      writeFileSync(join(workDir, path, 'out'), path);
    }
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const moved = (attempt = 2) => moveAside({ journal, attempt, workDir, links: output, paths: PATHS, at: AT });
  const left = () => PATHS.filter((path) => existsSync(join(workDir, path, 'out')));
  const asideOf = (attempt: number) => join(dir, 'work', 'aside', `2026-11-26T10-00-00.000Z-${attempt}`);

  it('keeps them beside the work dir, with their attempt', async () => {
    expect(await moved()).toBe(3);
    expect(left()).toEqual([]);
    expect(existsSync(join(asideOf(2), 'bb', '3', 'out'))).toBe(true);
    expect(await unsettledAttempt(journal)).toBe(2);
    await keepAside(journal);
    expect([await unsettledAttempt(journal), existsSync(join(asideOf(2), 'aa', '1'))]).toEqual([null, true]);
  });

  it('redirects results that are links to them, there and back', async () => {
    symlinkSync(join(workDir, 'bb/3/out'), join(output, 'vcf/calls'));
    symlinkSync('../work/1/aa/1', join(output, 'folder'));
    symlinkSync('vcf', join(output, 'other'));
    const read = () =>
      ['vcf/calls', 'folder/out', 'other/calls'].map((path) => readFileSync(join(output, path), 'utf8'));
    const results = ['bb/3', 'aa/1', 'bb/3'];
    symlinkSync('none', join(output, 'vcf/.reprise-moved')); // as left by a crash
    await moved();
    expect(read()).toEqual(results);
    expect(readlinkSync(join(output, 'vcf/calls'))).toBe(join(asideOf(2), 'bb/3/out'));
    expect(readlinkSync(join(output, 'other'))).toBe('vcf');
    // The task runs again in its place.
    mkdirSync(join(workDir, 'bb/3'), { recursive: true });
    writeFileSync(join(workDir, 'bb/3/out'), 'half');
    expect(read()).toEqual(results);
    rmSync(join(workDir, 'bb/3'), { recursive: true });
    await putBack(journal);
    await putBack(journal);
    expect([read(), readlinkSync(join(output, 'folder'))]).toEqual([results, '../work/1/aa/1']);
  });

  it('can be undone repeatedly, and after a stop at any point of moving or restoring', async () => {
    for (const stopped of [0, 1, 2, 3]) {
      await moved();
      // State that a process left when it was killed before it had moved the rest.
      for (const path of PATHS.slice(stopped)) renameSync(join(asideOf(2), path), join(workDir, path));
      await putBack(journal);
      await putBack(journal);
      expect([left(), existsSync(journal)]).toEqual([PATHS, false]);
    }
  });

  it('also redirects links for moves that an earlier release, without links, had begun', async () => {
    symlinkSync(join(workDir, 'bb/3/out'), join(output, 'calls'));
    const moves = PATHS.map((path) => ({ from: join(workDir, path), to: join(asideOf(2), path) }));
    writeFileSync(journal, JSON.stringify({ attempt: 2, moves }));
    await moved();
    expect(readFileSync(join(output, 'calls'), 'utf8')).toBe('bb/3');
    await putBack(journal);
    expect(readlinkSync(join(output, 'calls'))).toBe(join(workDir, 'bb/3/out'));
  });

  it('continues for the same attempt after a stop, with its partial moves', async () => {
    await moved();
    const again = await moveAside({ journal, attempt: 2, workDir, links: output, paths: [], at: new Date() });
    expect([again, left()]).toEqual([3, []]);
    await expect(moved(3)).rejects.toThrow('of attempt 2: settle it first');
  });

  it('replaces nothing that appeared in place of a dir in the meantime', async () => {
    await moved();
    mkdirSync(join(workDir, 'aa', '1'), { recursive: true });
    await putBack(journal);
    expect(readdirSync(join(workDir, 'aa', '1'))).toEqual([]);
    expect(existsSync(join(asideOf(2), 'aa', '1', 'out'))).toBe(true);
  });
});
