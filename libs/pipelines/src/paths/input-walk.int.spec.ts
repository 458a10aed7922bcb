import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputList } from './input-list.ts';
import { InputWalk } from './input-walk.ts';

describe('the walk through the folders of inputs', () => {
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

  it('lists every file once, also where a link leads back up', async () => {
    symlinkSync(folder, join(folder, 'lane1/up'));
    await walk().folder(folder);
    expect(inputs.files.map(({ path }) => path)).toEqual([join(folder, 'a.fastq'), join(folder, 'lane1/b.fastq')]);
    expect(skipped).toEqual([]);
  });

  it('ends after its time, with one hint: a submission does not wait for it', async () => {
    const late = walk(-1);
    await late.folder(folder);
    expect(await late.glob(folder, '*.fastq')).toBe(0);
    expect([inputs.found, skipped]).toEqual([0, [`There is too much in ${folder} to look at all of it.`]]);
  });

  it('leaves out what cannot be read, with a hint', async () => {
    await walk().folder(join(folder, 'none'));
    expect(skipped).toEqual([`${join(folder, 'none')} cannot be read here.`]);
  });
});
