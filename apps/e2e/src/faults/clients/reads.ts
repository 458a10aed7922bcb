import { gzipSync } from 'node:zlib';

const LENGTH = 150;

/** Returns a gzipped FASTQ file with about 60 bytes per read. The same numbers always yield the same bytes. */
export function readsFile(random: () => number, reads: number): Buffer {
  const records = Array.from({ length: reads }, (_, index) => {
    const bases = Array.from({ length: LENGTH }, () => 'ACGT'[Math.floor(4 * random())]).join('');
    return `@r${String(index)}\n${bases}\n+\n${'I'.repeat(LENGTH)}\n`;
  });
  return gzipSync(records.join(''), { level: 1 });
}
