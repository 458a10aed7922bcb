import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcherOf, readNextflows, versionsOf } from './installed-nextflows.ts';

describe('the versions of Nextflow of a runner', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-nextflows-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Makes a launcher that answers as one of that version. */
  const launcher = (version: string, name = version): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho nextflow version ${version}.5928\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const env = { PATH: process.env['PATH'] ?? '' };
  const read = (usual: string, ...others: { name: string; launcher: string }[]) =>
    readNextflows({ REPRISE_NEXTFLOW: usual, REPRISE_NEXTFLOWS: others }, env);

  it('are asked of each, the default first, and each version is there once', async () => {
    const [usual, old, again] = [launcher('24.10.0'), launcher('22.10.7'), launcher('24.10.0', 'again')];
    const { nextflows, warnings } = await read(
      ...([usual, { name: '22.10.7', launcher: old }, { name: 'lab', launcher: again }] as const),
    );
    expect([versionsOf(nextflows), warnings]).toEqual([['24.10.0', '22.10.7'], []]);
    expect([launcherOf(nextflows, '22.10.7'), launcherOf(nextflows, '25.10.4'), launcherOf(nextflows)]).toEqual([
      ...[old, usual, usual],
    ]);
  });

  it('are refused where one does not answer, or is another than its name says', async () => {
    const usual = launcher('24.10.0');
    await expect(read(usual, { name: '25.10', launcher: join(folder, 'none') })).rejects.toThrow(
      `REPRISE_NEXTFLOWS, 25.10: ${join(folder, 'none')} could not be asked for its version`,
    );
    await expect(read(usual, { name: '25.10', launcher: launcher('25.04.1') })).rejects.toThrow(
      'is Nextflow 25.04.1. Correct the name or the path',
    );
  });

  it('are warned of where one was not tried', async () => {
    const { warnings } = await read(launcher('24.10.0'), { name: 'future', launcher: launcher('99.10.0') });
    expect(warnings).toEqual([expect.stringContaining('99.10.0 is not one with which all tests were run')]);
  });
});
