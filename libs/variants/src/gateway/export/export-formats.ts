import type { DataOf, SignatureView } from '@reprise/contracts';
import type { ClassificationSummary, VariantView } from '../../contract/index.ts';

const NOTICE = 'Research use only, not a diagnosis.';

/** A variant, and its classification with all evidence and the current name of its author. */
export interface ExportedVariant extends Omit<VariantView, 'classified' | 'classified_elsewhere'> {
  readonly classification: (ClassificationSummary & DataOf<'variant_classified'> & { readonly by_name: string }) | null;
}

/** Describes which variants they are. */
export interface ExportHead {
  readonly job_id: string;
  readonly sample_name: string;
  readonly attempt: number;
  readonly table: { readonly path: string; readonly sha256: string | null };
  readonly reference: { readonly path: string; readonly sha256: string | null } | null;
}

type Column = readonly [name: string, value: (variant: ExportedVariant) => string | number | null | undefined];

const COLUMNS: readonly Column[] = [
  ['CHROM', ({ chrom }) => chrom],
  ['POS', ({ pos }) => pos],
  ['REF', ({ ref }) => ref],
  ['ALT', ({ alt }) => alt],
  ['QUAL', ({ quality }) => quality],
  ['GT', ({ genotype }) => genotype],
  ['DP', ({ depth }) => depth],
  ['ALT_DP', ({ alt_depth }) => alt_depth],
  ['GENE', ({ gene }) => gene],
  ['CONSEQUENCE', ({ consequence }) => consequence],
  ['TRANSCRIPT', ({ transcript }) => transcript],
  ['HGVS_C', ({ coding }) => coding],
  ['HGVS_P', ({ protein }) => protein],
  ['CLASS', ({ classification }) => classification?.class],
  ['CLASS_BY_RULES', ({ classification }) => classification?.class_by_rules],
  ['CLASS_BY_POINTS', ({ classification }) => classification?.class_by_points],
  ['POINTS', ({ classification }) => classification?.points],
  ['CRITERIA', ({ classification }) => classification && criteriaText(classification)],
  ['REASON', ({ classification }) => classification && withoutFormula(classification.reason)],
  ['CLASSIFIED_BY', ({ classification }) => classification?.by],
  ['CLASSIFIED_BY_NAME', ({ classification }) => classification && withoutFormula(classification.by_name)],
  ['CLASSIFIED_AT', ({ classification }) => classification?.at],
  ['SIGNED_BY', ({ classification }) => classification?.signatures.map(signedBy).join('; ')],
  ['SIGNED_AT', ({ classification }) => classification?.signatures.map(({ at }) => at).join('; ')],
];

/** Criteria that are met, in ClinGen's format: `PS3_Moderate;PM2_Supporting`. */
const criteriaText = ({ criteria }: DataOf<'variant_classified'>): string =>
  criteria
    .flatMap(({ code, strength }) => (strength ? [`${code}_${strength.split('_').map(capital).join('')}`] : []))
    .join(';');

/** `Ana Ruiz (review)`. */
const signedBy = ({ name, meaning }: SignatureView): string => withoutFormula(`${name} (${meaning})`);

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

/** Removes prefixes that a spreadsheet interprets as a formula. */
const withoutFormula = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);

/** One variant per line, after a line with the notice and a line with the names of the columns. */
export async function* asTsv(_: ExportHead, variants: AsyncIterable<ExportedVariant>): AsyncGenerator<string> {
  yield `# ${NOTICE}\n${COLUMNS.map(([name]) => name).join('\t')}\n`;
  for await (const variant of variants)
    yield `${COLUMNS.map(([, value]) => String(value(variant) ?? '').replaceAll(/[\t\r\n]/g, ' ')).join('\t')}\n`;
}

/** One document with the notice, a description of the variants, and `variants` as in the API. */
export async function* asJson(head: ExportHead, variants: AsyncIterable<ExportedVariant>): AsyncGenerator<string> {
  yield `${JSON.stringify({ notice: NOTICE, ...head }).slice(0, -1)},"variants":[`;
  let separator = '\n';
  for await (const variant of variants) {
    yield separator + JSON.stringify(variant);
    separator = ',\n';
  }
  yield '\n]}\n';
}
