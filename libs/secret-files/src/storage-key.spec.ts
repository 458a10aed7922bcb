import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isProven, proveStorage } from './storage-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-storage-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = { runner_id: 'a', storage_id: 's' };

describe('the key of a storage', () => {
  it('is created once, for its owner alone, and proves the storage to holders of its public part', () => {
    const { public_key, proof } = proveStorage(folder, place);
    expect(proveStorage(folder, place)).toEqual({ public_key, proof });
    expect(statSync(join(folder, 'storage.key')).mode & 0o777).toBe(0o600);
    expect(isProven(public_key, place, proof)).toBe(true);
  });

  it('proves nothing for another runner or storage, and another key proves nothing for this one', () => {
    const { public_key, proof } = proveStorage(folder, place);
    expect(isProven(public_key, { ...place, runner_id: 'b' }, proof)).toBe(false);
    expect(isProven(public_key, { ...place, storage_id: 't' }, proof)).toBe(false);
    const other = proveStorage(join(folder, 'other'), place);
    expect(isProven(public_key, place, other.proof)).toBe(false);
    expect(isProven('AAAA', place, proof)).toBe(false);
  });
});
