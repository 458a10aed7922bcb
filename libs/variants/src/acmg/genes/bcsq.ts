/** A consequence in one transcript, as written into BCSQ by `bcftools csq`. */
export interface Consequence {
  /** Sequence Ontology terms in bcftools' spelling: `missense`, `stop_gained`, …. Several are joined by `&`. */
  readonly terms: readonly string[];
  readonly gene: string;
  /** Null for consequences of a gene as a whole, such as `intron`. */
  readonly transcript: string | null;
  readonly biotype: string;
  readonly strand: '+' | '-' | null;
  /** `200E>200K`, `117A`, or null. */
  readonly aminoAcids: string | null;
  /** Whether another variant upstream on the haplotype makes it irrelevant (`*missense`). */
  readonly isBehindStop: boolean;
}

/** Order of severity, the worst first. Source: Ensembl's order of consequences, with bcftools' names. */
const SEVERITY = [
  ...['splice_acceptor', 'splice_donor', 'stop_gained', 'frameshift', 'stop_lost', 'start_lost'],
  ...['inframe_insertion', 'inframe_deletion', 'inframe_altering', 'missense', 'splice_region', 'stop_retained'],
  ...[
    'start_retained',
    'synonymous',
    'coding_sequence',
    '5_prime_utr',
    '3_prime_utr',
    'non_coding',
    'intron',
    'intergenic',
  ],
];

/**
 * Parses BCSQ: transcripts separated by commas, fields by bars. Compound entries (`@POS`) refer to another record and
 * are skipped. Source: https://samtools.github.io/bcftools/howtos/csq-calling.html.
 * @returns consequences, the most severe first
 */
export function readBcsq(text: string): Consequence[] {
  return text
    .split(',')
    .filter((entry) => entry !== '' && entry !== '.' && !entry.startsWith('@'))
    .map((entry) => {
      const [terms = '', gene = '', transcript = '', biotype = '', strand = '', aminoAcids = ''] = entry.split('|');
      return {
        terms: terms.replace(/^\*/, '').split('&'),
        gene,
        transcript: transcript || null,
        biotype,
        strand: strand === '+' || strand === '-' ? strand : null,
        aminoAcids: aminoAcids || null,
        isBehindStop: terms.startsWith('*'),
      } as const;
    })
    .sort((a, b) => severityOf(a) - severityOf(b));
}

const severityOf = ({ terms }: Consequence): number =>
  Math.min(...terms.map((term) => (SEVERITY.includes(term) ? SEVERITY.indexOf(term) : SEVERITY.length)));
