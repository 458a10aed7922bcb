import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNextflows } from './installed-nextflows.ts';

describe('the Nextflow versions of a runner', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-nextflows-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Creates a launcher that reports this version. */
  const launcher = (version: string, name = version): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho nextflow version ${version}.5928\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const env = { PATH: process.env['PATH'] ?? '' };
  const read = (usual: string, ...others: { name: string; launcher: string }[]) =>
    readNextflows({ REPRISE_NEXTFLOW: usual, REPRISE_NEXTFLOWS: others }, env);

  it('are read from each launcher, the default first, without duplicates', async () => {
    const [usual, old, again] = [launcher('24.10.0'), launcher('22.10.7'), launcher('24.10.0', 'again')];
    const { nextflows, warnings } = await read(
      ...([usual, { name: '22.10.7', launcher: old }, { name: 'lab', launcher: again }] as const),
    );
    expect([nextflows.versions, warnings]).toEqual([['24.10.0', '22.10.7'], []]);
    expect([nextflows.launcherOf('22.10.7'), nextflows.launcherOf('25.10.4'), nextflows.launcherOf()]).toEqual([
      ...[old, usual, usual],
    ]);
  });

  it('are refused when one does not answer, or is a different version than its name', async () => {
    const usual = launcher('24.10.0');
    await expect(read(usual, { name: '25.10', launcher: join(folder, 'none') })).rejects.toThrow(
      `REPRISE_NEXTFLOWS, 25.10: ${join(folder, 'none')} is not there`,
    );
    await expect(read(usual, { name: '25.10', launcher: launcher('25.04.1') })).rejects.toThrow(
      'is Nextflow 25.04.1. Correct the name or the path',
    );
  });

  it('cause a warning for a version that was not tested', async () => {
    const { warnings } = await read(launcher('24.10.0'), { name: 'future', launcher: launcher('99.10.0') });
    expect(warnings).toEqual([expect.stringContaining('99.10.0 is not one with which all tests were run')]);
  });

  describe('that change while the runner is up', () => {
    /** Replaces a launcher with a different one, as an upgrade does. */
    const replace = (path: string, version: string) => {
      renameSync(launcher(version, 'new'), path);
    };

    it('are read again only after the file changed', async () => {
      const [usual, lab] = [launcher('24.10.0'), launcher('25.04.4', 'lab')];
      const { nextflows } = await read(usual, { name: 'lab', launcher: lab });
      expect(await nextflows.refresh()).toEqual([]);
      replace(lab, '25.10.4');
      expect(await nextflows.refresh()).toEqual([`${lab} is Nextflow 25.10.4 now, and was 25.04.4`]);
      expect([nextflows.versions, await nextflows.refresh()]).toEqual([['24.10.0', '25.10.4'], []]);
    });

    it('are read again when a link changed its target', async () => {
      const link = join(folder, 'current');
      symlinkSync(launcher('24.10.0'), link);
      const { nextflows } = await read(link);
      rmSync(link);
      symlinkSync(launcher('26.04.6'), link);
      await nextflows.refresh();
      expect(nextflows.versions).toEqual(['26.04.6']);
    });

    it('are read again when one ran as a different version than it reported', async () => {
      launcher('24.10.0', 'inner');
      const script = join(folder, 'script');
      writeFileSync(script, `#!/bin/sh\nexec ${join(folder, 'inner')} "$@"\n`, { mode: 0o755 });
      const { nextflows } = await read(script);
      launcher('26.04.6', 'inner');
      expect(await nextflows.refresh()).toEqual([]);
      nextflows.askAgain('24.10.0');
      expect(await nextflows.refresh()).toEqual([`${script} is Nextflow 26.04.6 now, and was 24.10.0`]);
      expect(nextflows.versions).toEqual(['26.04.6']);
    });

    it('are removed from the list while they are missing, or differ from their name', async () => {
      const [usual, old] = [launcher('24.10.0'), launcher('22.10.7')];
      const { nextflows } = await read(usual, { name: '22.10.7', launcher: old });
      rmSync(old);
      expect(await nextflows.refresh()).toEqual([`REPRISE_NEXTFLOWS, 22.10.7: ${old} is not there`]);
      expect([nextflows.versions, nextflows.find('22.10.7'), nextflows.obstacle]).toEqual([
        ['24.10.0'],
        undefined,
        null,
      ]);
      launcher('25.04.4', '22.10.7');
      expect(await nextflows.refresh()).toEqual([
        `REPRISE_NEXTFLOWS, 22.10.7: ${old} is Nextflow 25.04.4. Correct the name or the path`,
      ]);
      replace(old, '22.10.7');
      await nextflows.refresh();
      expect(nextflows.versions).toEqual(['24.10.0', '22.10.7']);
    });

    it('keep the missing default first, with the reason that no job can start', async () => {
      const [usual, old] = [launcher('24.10.0'), launcher('22.10.7')];
      const { nextflows } = await read(usual, { name: '22.10.7', launcher: old });
      rmSync(usual);
      await nextflows.refresh();
      expect([nextflows.versions, nextflows.obstacle]).toEqual([
        ['24.10.0', '22.10.7'],
        `Its Nextflow is missing: ${usual} is not there`,
      ]);
      launcher('24.10.0');
      await nextflows.refresh();
      expect(nextflows.obstacle).toBeNull();
    });
  });
});
