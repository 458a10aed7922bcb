import { variantId } from '../../acmg/index.ts';
import type { ClassificationSummary, VariantView } from '../../contract/index.ts';
import type { GeneModels } from './gene-models.ts';
import type { VariantRow } from './read-table.ts';

/** Returns a row as in the API, without recorded classes. */
export async function variantView(
  row: VariantRow,
  genes: GeneModels,
): Promise<Omit<VariantView, 'classified' | 'classified_elsewhere'>> {
  const { chrom, pos, ref, alt, quality, genotype, depth, altDepth: alt_depth, consequence } = row;
  return {
    variant: variantId(row),
    chrom,
    pos,
    ref,
    alt,
    quality,
    genotype,
    depth,
    alt_depth,
    gene: consequence?.gene || null,
    consequence: consequence?.terms.join('&') ?? null,
    transcript: consequence?.transcript ?? null,
    ...(await genes.namesOf(row)),
  };
}

/** Returns a recorded class without its evidence. */
export const summaryOf = (recorded: ClassificationSummary): ClassificationSummary => {
  const { seq, job_id, sample_name, attempt, class: chosen, by, at, signatures } = recorded;
  return { seq, job_id, sample_name, attempt, class: chosen, by, at, signatures };
};
