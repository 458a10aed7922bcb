import type { Span, Transcript } from './transcript.ts';

interface Draft {
  readonly id: string;
  readonly parent: string;
  readonly chrom: string;
  readonly strand: '+' | '-';
  readonly exons: Span[];
  readonly cds: Span[];
}

/**
 * Reads coding transcripts from GFF3 in Ensembl's format: `ID=gene:…`, `ID=transcript:…`, exon and CDS with
 * `Parent=transcript:…`. Source: https://www.ensembl.org/info/website/upload/gff3.html, as bcftools csq reads it.
 * @returns transcripts with a coding sequence, by id
 */
export function readGff3(text: string): Map<string, Transcript> {
  const genes = new Map<string, string>();
  const drafts = new Map<string, Draft>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const [chrom, , type, start, end, , strand, , notes] = line.split('\t');
    if (!chrom || !notes || (strand !== '+' && strand !== '-')) continue;
    const { ID: id = '', Parent: parent = '', Name: name } = attributesIn(notes);
    const span = { start: Number(start), end: Number(end) };
    if (id.startsWith('gene:')) genes.set(id, name ?? id.slice('gene:'.length));
    else if (id.startsWith('transcript:')) drafts.set(id, { id, parent, chrom, strand, exons: [], cds: [] });
    else if (type === 'exon') drafts.get(parent)?.exons.push(span);
    else if (type === 'CDS') drafts.get(parent)?.cds.push(span);
  }
  const byStart = (a: Span, b: Span) => a.start - b.start;
  return new Map(
    [...drafts.values()]
      .filter(({ cds, exons }) => cds.length > 0 && exons.length > 0)
      .map(({ id, parent, chrom, strand, exons, cds }) => {
        const short = id.slice('transcript:'.length);
        const gene = genes.get(parent) ?? parent.replace(/^gene:/, '');
        return [short, { id: short, gene, chrom, strand, exons: exons.sort(byStart), cds: cds.sort(byStart) }];
      }),
  );
}

const attributesIn = (notes: string): Record<string, string> =>
  Object.fromEntries(
    notes
      .trim()
      .split(';')
      .map((each) => each.split('=', 2))
      .filter((pair): pair is [string, string] => pair.length === 2)
      .map(([key, value]) => [key, decoded(value)]),
  );

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};
