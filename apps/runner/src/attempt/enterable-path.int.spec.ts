import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, noIsolation } from '@reprise/nextflow';
import { enterablePath } from './enterable-path.ts';

/** If this process is root, tasks run as a different user; otherwise as the same one. */
const isRoot = process.getuid?.() === 0;

describe('the PATH of tasks', () => {
  it('leaves out folders that tasks may not enter, so that a missing program is reported as not found instead of not permitted', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'reprise-path-'));
    const at = (folder: string) => join(scratch, folder);
    for (const folder of ['closed/bin', 'open', 'passed']) mkdirSync(at(folder), { recursive: true });
    chmodSync(scratch, 0o755);
    chmodSync(at('passed'), 0o711);
    chmodSync(at('closed'), 0o600);
    try {
      const isolation = isRoot
        ? chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [] })
        : noIsolation();
      const given = [
        at('closed/bin'),
        at('closed/later/bin'),
        at('open'),
        at('passed'),
        at('later'),
        'relative',
        '/usr/bin',
        '/bin',
      ].join(':');
      const path = await enterablePath(given, isolation);
      expect(path).toEqual({ value: given.split(':').slice(2).join(':'), left: given.split(':').slice(0, 2) });
      const statusWith = (PATH: string) => {
        const task = [...isolation.prefix({ cwd: '/' }), 'env', 'no-such-tool'];
        return spawnSync('env', [`PATH=${PATH}`, ...task], { cwd: '/' }).status;
      };
      const missingBelowClosed = [at('closed/later/bin'), path!.value].join(':');
      expect([given, missingBelowClosed, path!.value].map(statusWith)).toEqual([126, 126, 127]);
    } finally {
      chmodSync(at('closed'), 0o700);
      rmSync(scratch, { recursive: true });
    }
  });

  it('stays unset if it was unset', async () => {
    expect(await enterablePath(undefined, noIsolation())).toBeNull();
  });
});
