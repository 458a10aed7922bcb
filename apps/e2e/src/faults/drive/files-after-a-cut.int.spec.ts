import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectOutputs } from '@reprise/nextflow';
import { makeOnce, writeDurably } from '@reprise/secret-files';
import { guard } from '../../guardian.ts';
import { driveProblem } from './drive-problem.ts';
import { Drive } from './drive.ts';

const DRIVE_BYTES = 64 * 2 ** 20;
const LOST_ALL = { kept: 0, seed: 1 };

describe('a file that Reprise has written', () => {
  const problem = driveProblem();

  /** Where a drive cannot be mounted, only the reason is tested. */
  async function onDrive(test: (drive: Drive, folder: string) => Promise<void>): Promise<void> {
    if (problem !== null) return expect(problem).toMatch(/root|\/dev\/|installed/);
    const folder = mkdtempSync(join(tmpdir(), 'reprise-drive-'));
    const guardian = guard(folder);
    const drive = await Drive.mountedOn(join(folder, 'disk'), DRIVE_BYTES);
    try {
      await test(drive, drive.folder);
    } finally {
      await drive.close();
      await guardian.finish();
    }
  }

  it('outlasts a power cut if it is a secret or an id', () =>
    onDrive(async (drive, folder) => {
      makeOnce(join(folder, 'once'), () => 'made once');
      writeDurably(join(folder, 'secret'), 'earlier');
      writeDurably(join(folder, 'secret'), 'later');
      await drive.cut(LOST_ALL);
      await drive.powerOn();
      expect(readFileSync(join(folder, 'once'), 'utf8')).toBe('made once');
      expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('later');
    }));

  it('outlasts a power cut if it is a collected result, also one without a kind or behind a link', () =>
    onDrive(async (drive, folder) => {
      const [work, output] = [join(folder, 'work'), join(folder, 'output')];
      for (const each of [work, output]) mkdirSync(each);
      writeFileSync(join(work, 'linked.txt'), 'linked');
      symlinkSync(join(work, 'linked.txt'), join(output, 'linked.txt'));
      writeFileSync(join(output, 'report.html'), 'report');
      writeFileSync(join(output, 'plain.txt'), 'plain');
      const options = { outputDir: output, globs: { report: '*.html' }, roots: [work] };
      expect((await collectOutputs(options)).skipped).toEqual([]);
      await drive.cut(LOST_ALL);
      await drive.powerOn();
      const texts = ['linked.txt', 'report.html', 'plain.txt'].map((name) => readFileSync(join(output, name), 'utf8'));
      expect(texts).toEqual(['linked', 'report', 'plain']);
    }));

  it('is reported if it is a result that the disk does not take', () =>
    onDrive(async (drive, folder) => {
      writeFileSync(join(folder, 'report.html'), 'report');
      await drive.fail();
      const { skipped } = await collectOutputs({ outputDir: folder, globs: { report: '*.html' }, roots: [] });
      await drive.heal();
      expect(skipped).toEqual([
        { path: join(folder, 'report.html'), reason: expect.stringContaining('EIO') as string },
      ]);
    }));
});
