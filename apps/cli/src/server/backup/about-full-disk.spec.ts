import { tmpdir } from 'node:os';
import { aboutFullDisk } from './about-full-disk.ts';

describe('an error of a backup', () => {
  it('names the folder and the remedy if its disk is full', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(String(aboutFullDisk(full, tmpdir(), 'Free some space.'))).toMatch(
      /^BackupError: The disk of .* has too little space: [\d.]+ \w+ are free now\. Free some space\.$/,
    );
  });

  it('stays unchanged otherwise', () => {
    const other = new Error('other');
    expect(aboutFullDisk(other, tmpdir(), '')).toBe(other);
  });
});
