import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkFastq } from './check-fastq.ts';
import { checkInWorker } from './check-in-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-fastq-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'reads');

const fastq = (reads: number, length = 100) =>
  Array.from(
    { length: reads },
    (_, i) => `@r${String(i)}\n${'ACGTN'.repeat(length / 5)}\n+\n${'@'.repeat(length)}\n`,
  ).join('');
const check = (bytes: string | Buffer) => {
  writeFileSync(path, bytes);
  return checkFastq(path);
};
const reasonOf = async (bytes: string | Buffer) => {
  const result = await check(bytes);
  return result.ok ? null : result.reason;
};

describe('checkFastq', () => {
  it('counts the reads of every gzip member, and keeps the SHA-256 of the original file', async () => {
    // More than one chunk, so that reads are split anywhere.
    const bytes = Buffer.concat([gzipSync(fastq(9000)), gzipSync(fastq(1, 5)), gzipSync('')]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await check(bytes)).toEqual({ ok: true, reads: 9001, sha256 });
    expect(await checkInWorker(path)).toEqual({ ok: true, reads: 9001, sha256 });
  });

  it('accepts a last line without a line end', async () => {
    expect(await check(gzipSync(fastq(3).trimEnd()))).toMatchObject({ ok: true, reads: 3 });
  });

  it.each([
    ['plain text', fastq(3), 'It is not gzip. Compress it with gzip, and upload the .fastq.gz.'],
    ['an empty file', '', 'Its gzip data ends too early: the file was cut off. Copy it again from its source.'],
    [
      'a cut file',
      gzipSync(fastq(2000)).subarray(0, -500),
      'Its gzip data ends too early: the file was cut off. Copy it again from its source.',
    ],
    ['gzip of nothing', gzipSync(''), 'It holds no reads.'],
    ['gzip of a PDF', gzipSync('%PDF-1.7'), 'It is not FASTQ: the first line does not begin with "@".'],
    ['a BAM', gzipSync('BAM\u0001'), 'It is not FASTQ: the first line does not begin with "@".'],
    ['a FASTA', gzipSync('@r\nACGT\n@s\nACGT\n'), 'Read 1 has no line with "+" after its bases.'],
    [
      'a read that is cut',
      gzipSync(fastq(2) + '@r\nACG'),
      'Read 3 is not complete: the file was cut off. Copy it again from where it was made.',
    ],
    ['missing qualities', gzipSync(fastq(1) + '@r\nACGT\n+\nIII\n'), 'Read 2 has 4 bases but 3 qualities.'],
    ['a blank line between reads', gzipSync(fastq(1) + '\n' + fastq(1)), 'Read 2 does not begin with "@".'],
    ['text for bases', gzipSync('@r\nhello, you\n+\nIIIIIIIIII\n'), 'Read 1 has characters that are no bases.'],
    [
      'line ends of Windows',
      gzipSync('@r\r\nACGT\r\n+\r\nIIII\r\n'),
      'It has line ends of Windows. Convert it with dos2unix.',
    ],
  ])('states what is wrong with %s', async (_, bytes, reason) => {
    expect(await reasonOf(bytes)).toBe(reason);
  });

  it('reports damaged gzip data', async () => {
    const bytes = gzipSync(fastq(2000));
    bytes.fill(0xff, 200, 260);
    expect(await reasonOf(bytes)).toMatch(/^(Its gzip data is damaged|Read \d|It )/);
  });

  it('throws if the file cannot be read', async () => {
    await expect(checkFastq(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});
