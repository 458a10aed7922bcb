import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRunnerIdentity } from './runner-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the identity of a runner', () => {
  it('is made once and kept in its data dir', () => {
    const first = readRunnerIdentity(folder);
    expect(readRunnerIdentity(folder)).toEqual(first);
    expect(first.runner_id).not.toBe(first.storage_id);
  });

  it('is the one of its settings, also the next time', () => {
    expect(readRunnerIdentity(folder, 'runner-1')).toMatchObject({ runner_id: 'runner-1' });
    expect(readRunnerIdentity(folder)).toMatchObject({ runner_id: 'runner-1' });
  });

  it('is not taken from the data dir of another runner', () => {
    readRunnerIdentity(folder, 'runner-1');
    expect(() => readRunnerIdentity(folder, 'runner-2')).toThrow(/REPRISE_RUNNER_ID is runner-2, .* says runner-1/);
  });

  it.each(['a.b', 'gateway', '>', ''])('cannot be %j, under which no login could append', (id) => {
    writeFileSync(join(folder, 'runner.id'), `${id}\n`);
    expect(() => readRunnerIdentity(folder)).toThrow('runner.id');
  });
});
