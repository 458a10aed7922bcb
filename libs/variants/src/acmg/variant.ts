/** A variant as in VCF: 1-based position, normalised, with one alternative allele. Source: VCF 4.3, 1.6.1. */
export interface Variant {
  readonly chrom: string;
  readonly pos: number;
  readonly ref: string;
  readonly alt: string;
}

/** `20-4680464-G-A`: identifies a variant in URLs and events. */
export const variantId = ({ chrom, pos, ref, alt }: Variant): string => `${chrom}-${String(pos)}-${ref}-${alt}`;

const ID = /^([^\s/]{1,200})-([1-9]\d{0,9})-([ACGTN]{1,10000})-([ACGTN]{1,10000})$/;

/** Parses a variant's id; null if invalid. */
export function variantOf(id: string): Variant | null {
  const [, chrom, pos, ref, alt] = ID.exec(id) ?? [];
  return chrom && pos && ref && alt ? { chrom, pos: Number(pos), ref, alt } : null;
}
