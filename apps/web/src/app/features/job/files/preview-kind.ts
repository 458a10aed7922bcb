import type { FileView } from '@reprise/contracts';

/** How a file is displayed in the page; `none` if it can only be downloaded. */
export type PreviewKind = 'text' | 'table' | 'image' | 'pdf' | 'report' | 'none';

const TABLES = new Set(['text/tab-separated-values', 'text/csv']);
const TEXTS = new Set(['application/json', 'application/xml', 'application/yaml', 'text/yaml']);
/** Compressed text whose first block is unpacked in the page. */
const PACKED_TEXT = /\.(vcf|bed|gff3?|gtf|txt|tsv|csv|fastq|fq|fa|fasta)\.(gz|bgz)$/i;

/** Returns how a file can be displayed, by its media type and name. */
export function previewKind({ media_type, path }: FileView): PreviewKind {
  if (media_type === 'text/html') return 'report';
  if (media_type === 'application/pdf') return 'pdf';
  if (media_type.startsWith('image/')) return 'image';
  if (TABLES.has(media_type)) return 'table';
  if (media_type.startsWith('text/') || TEXTS.has(media_type) || PACKED_TEXT.test(path)) return 'text';
  return 'none';
}

/** Splits text into rows and cells. Quoted cells of CSV may contain separators and line ends (RFC 4180). */
export function cellsOf(text: string, separator: ',' | '\t'): string[][] {
  if (separator === '\t')
    return text
      .split(/\r?\n/)
      .filter(Boolean)
      .map((line) => line.split('\t'));
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.some(Boolean));
}
