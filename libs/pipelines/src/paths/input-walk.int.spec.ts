import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputList } from './input-list.ts';
import { InputWalk } from './input-walk.ts';

describe('the walk through input folders', () => {
  let folder: string;
  let inputs: InputList;
  let skipped: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-walk-'));
    [inputs, skipped] = [new InputList(), []];
    mkdirSync(join(folder, 'lane1'));
    for (const name of ['a.fastq', 'lane1/b.fastq']) writeFileSync(join(folder, name), 'reads');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const walk = (mostMs?: number) =>
    new InputWalk(
      { assertAllowed: () => Promise.resolve(), inputs, onSkipped: (reason) => skipped.push(reason) },
      mostMs,
    );

  it('lists every file once, also if a link leads back up', async () => {
    symlinkSync(folder, join(folder, 'lane1/up'));
    await walk().folder(folder);
    expect(inputs.files.map(({ path }) => path)).toEqual([join(folder, 'a.fastq'), join(folder, 'lane1/b.fastq')]);
    expect(skipped).toEqual([]);
  });

  it('ends after its time limit with one warning, so that a submission does not wait', async () => {
    const late = walk(-1);
    await late.folder(folder);
    expect(await late.glob(folder, '*.fastq')).toBeNull();
    expect([inputs.found, skipped]).toEqual([0, [`There is too much in ${folder} to look at all of it.`]]);
  });

  it('finds nothing in a missing folder, and reports unknown for an unreadable one', async () => {
    // Longer than a path may be, so that even root cannot read it.
    const unreadable = join(folder, 'x'.repeat(300));
    const tooLarge = `{a,b}${'{0,1}'.repeat(10)}.fastq`;
    expect(await walk().glob(join(folder, 'none'), '*.fastq')).toBe(0);
    expect(await walk().glob(folder, '*.bam')).toBe(0);
    expect(await walk().glob(unreadable, '*.fastq')).toBeNull();
    expect(await walk().glob(folder, tooLarge)).toBeNull();
  });

  it('leaves out unreadable entries, with a warning', async () => {
    await walk().folder(join(folder, 'none'));
    expect(skipped).toEqual([`${join(folder, 'none')} cannot be read here.`]);
  });
});
