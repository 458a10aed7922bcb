/** Part of a sequence. Positions start at 1, and both ends are included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A coding transcript, as in GFF3 in Ensembl's format. */
export interface Transcript {
  readonly id: string;
  readonly gene: string;
  readonly chrom: string;
  readonly strand: '+' | '-';
  /** Exons in genomic order. */
  readonly exons: readonly Span[];
  /** Coding parts in genomic order, including the stop codon. */
  readonly cds: readonly Span[];
}

const length = ({ start, end }: Span): number => end - start + 1;
const total = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + length(span), 0);

/** Exons in the order of transcription. */
export const exonsInOrder = ({ exons, strand }: Transcript): readonly Span[] =>
  strand === '+' ? exons : exons.toReversed();

/** Number of bases of the coding sequence, including the stop codon. */
export const codingLength = ({ cds }: Transcript): number => total(cds);

/** Position in the transcript (1-based) of an exonic base; null in introns and outside of the transcript. */
export function placeInTranscript(transcript: Transcript, position: number): number | null {
  let before = 0;
  for (const exon of exonsInOrder(transcript)) {
    if (position >= exon.start && position <= exon.end)
      return before + (transcript.strand === '+' ? position - exon.start : exon.end - position) + 1;
    before += length(exon);
  }
  return null;
}

/** Position in the transcript of the first coding base. */
export function codingStart(transcript: Transcript): number {
  const first = transcript.strand === '+' ? transcript.cds[0]!.start : transcript.cds.at(-1)!.end;
  return placeInTranscript(transcript, first)!;
}

/** Position in the transcript of the last base before its last exon-exon junction; null with a single exon. */
export function lastJunction(transcript: Transcript): number | null {
  const exons = exonsInOrder(transcript);
  return exons.length > 1 ? total(exons.slice(0, -1)) : null;
}

/**
 * Index of the exon (from 0, in transcription order) whose two-base splice site contains the position; null if there is
 * none.
 */
export function spliceSiteExon(
  transcript: Transcript,
  position: number,
): { exon: number; site: 'donor' | 'acceptor' } | null {
  const exons = exonsInOrder(transcript);
  const forward = transcript.strand === '+';
  for (const [exon, { start, end }] of exons.entries()) {
    const behind = forward ? position - end : start - position;
    const ahead = forward ? start - position : position - end;
    if (exon < exons.length - 1 && (behind === 1 || behind === 2)) return { exon, site: 'donor' };
    if (exon > 0 && (ahead === 1 || ahead === 2)) return { exon, site: 'acceptor' };
  }
  return null;
}

/** Coding bases of an exon. */
export function codingBasesOf(transcript: Transcript, exon: Span): number {
  return total(
    transcript.cds
      .map(({ start, end }) => ({ start: Math.max(start, exon.start), end: Math.min(end, exon.end) }))
      .filter(({ start, end }) => start <= end),
  );
}
