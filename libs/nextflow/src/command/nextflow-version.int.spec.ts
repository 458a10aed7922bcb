import { join } from 'node:path';
import { findNextflow } from '../testing/nextflow.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { readVersion } from './nextflow-version.ts';

describe('the version of the installed Nextflow', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('is read, and any other program is rejected', async () => {
    expect(await readVersion(findNextflow(), testEnv())).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    await expect(readVersion(join(scratch.dir, 'missing'), testEnv())).rejects.toThrow('could not be asked');
  });
});
