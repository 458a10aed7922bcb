import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Scratch } from '../testing/scratch.ts';
import { isDiskFull } from './disk-full.ts';

/** Full disks are tested in the journeys of apps/e2e, which have one. */
describe('whether the disk is full', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('is tried out without leaving anything', async () => {
    expect(await isDiskFull(scratch.dir)).toBe(false);
    expect(readdirSync(scratch.dir)).toEqual([]);
  });

  it('is not said of a folder that is not there', async () => {
    expect(await isDiskFull(join(scratch.dir, 'missing'))).toBe(false);
  });
});
