import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Scratch } from '../testing/scratch.ts';
import { isDiskFull } from './disk-full.ts';

/** Full disks are tested in the journeys of apps/e2e, which have one. */
describe('the test for a full disk', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('writes a file and leaves nothing', async () => {
    expect(await isDiskFull(scratch.dir)).toBe(false);
    expect(readdirSync(scratch.dir)).toEqual([]);
  });

  it('is negative for a missing folder', async () => {
    expect(await isDiskFull(join(scratch.dir, 'missing'))).toBe(false);
  });
});
