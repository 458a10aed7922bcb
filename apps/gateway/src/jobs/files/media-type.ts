import { contentType } from 'mime-types';

/**
 * Media types of file formats that are common in this field and that IANA's registry lacks, or lists under a different
 * extension.
 */
const OWN: Readonly<Record<string, string>> = {
  bam: 'application/octet-stream',
  bai: 'application/octet-stream',
  tbi: 'application/octet-stream',
  csi: 'application/octet-stream',
  cram: 'application/octet-stream',
  crai: 'application/octet-stream',
  gz: 'application/gzip',
  bgz: 'application/gzip',
  ...Object.fromEntries(
    ['vcf', 'bed', 'gff', 'gff3', 'gtf', 'fa', 'fasta', 'fna', 'fai', 'fastq', 'fq', 'sam', 'log', 'nf', 'config'].map(
      (ending) => [ending, 'text/plain; charset=utf-8'],
    ),
  ),
  tsv: 'text/tab-separated-values; charset=utf-8',
};

/** Returns the value of `content-type` for a file, based on its extension. */
export function mediaTypeOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return OWN[ending] ?? (contentType(ending) || 'application/octet-stream');
}
