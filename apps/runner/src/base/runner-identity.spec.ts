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
  it('is created once and kept in the data dir', () => {
    const first = readRunnerIdentity(folder);
    expect(readRunnerIdentity(folder)).toEqual(first);
    expect(first.runner_id).not.toBe(first.storage_id);
  });

  it('is the configured one, also at the next start', () => {
    expect(readRunnerIdentity(folder, 'runner-1')).toMatchObject({ runner_id: 'runner-1' });
    expect(readRunnerIdentity(folder)).toMatchObject({ runner_id: 'runner-1' });
  });

  it('is not accepted from the data dir of another runner', () => {
    readRunnerIdentity(folder, 'runner-1');
    expect(() => readRunnerIdentity(folder, 'runner-2')).toThrow(/REPRISE_RUNNER_ID is runner-2, .* says runner-1/);
  });

  it.each(['a.b', 'gateway', '>', ''])('cannot be %j, since no login could append with it', (id) => {
    writeFileSync(join(folder, 'runner.id'), `${id}\n`);
    expect(() => readRunnerIdentity(folder)).toThrow('runner.id');
  });
});
