/**
 * Strengths of evidence, the weakest first. Source: Richards 2015 (doi:10.1038/gim.2015.30). Stand-alone is reserved
 * for BA1.
 */
export type Strength = 'supporting' | 'moderate' | 'strong' | 'very_strong' | 'stand_alone';

export interface Criterion {
  readonly direction: 'pathogenic' | 'benign';
  /**
   * Default strength from Richards 2015; for PM2, from ClinGen's recommendation since 2020. A person may choose
   * another.
   */
  readonly strength: Strength;
  /** Meaning, as a phrase for people. */
  readonly says: string;
}

const pathogenic = (strength: Strength, says: string): Criterion => ({ direction: 'pathogenic', strength, says });
const benign = (strength: Strength, says: string): Criterion => ({ direction: 'benign', strength, says });

/**
 * The criteria of ACMG/AMP 2015. Source: Richards 2015, tables 3 and 4; for PM2, ClinGen's recommendation 1.0 (2020).
 */
export const criteria = {
  PVS1: pathogenic('very_strong', 'Null variant in a gene where loss of function is a known mechanism of disease'),
  PS1: pathogenic('strong', 'Same amino acid change as an established pathogenic variant'),
  PS2: pathogenic('strong', 'De novo, parents confirmed, no family history'),
  PS3: pathogenic('strong', 'Functional studies show a damaging effect'),
  PS4: pathogenic('strong', 'More frequent in affected people than in controls'),
  PM1: pathogenic('moderate', 'In a mutational hot spot or a critical domain without benign variation'),
  PM2: pathogenic('supporting', 'Absent from controls, or at extremely low frequency'),
  PM3: pathogenic('moderate', 'In trans with a pathogenic variant, for a recessive disorder'),
  PM4: pathogenic('moderate', 'Changes the length of the protein: in-frame indel outside repeats, or stop loss'),
  PM5: pathogenic('moderate', 'Other missense change at a residue where a pathogenic one is established'),
  PM6: pathogenic('moderate', 'Assumed de novo, parents not confirmed'),
  PP1: pathogenic('supporting', 'Segregates with the disease in affected family members'),
  PP2: pathogenic('supporting', 'Missense in a gene with few benign missense variants, where missense is a mechanism'),
  PP3: pathogenic('supporting', 'Computational evidence for a damaging effect'),
  PP4: pathogenic('supporting', 'Phenotype or family history highly specific for a disease of this gene'),
  PP5: pathogenic('supporting', 'A reputable source reports it as pathogenic. ClinGen advises not to use it'),
  BA1: benign('stand_alone', 'Allele frequency above 5 % in a population'),
  BS1: benign('strong', 'Allele frequency greater than expected for the disorder'),
  BS2: benign('strong', 'Seen in a healthy adult, where full penetrance at an early age is expected'),
  BS3: benign('strong', 'Functional studies show no damaging effect'),
  BS4: benign('strong', 'Does not segregate with the disease in affected family members'),
  BP1: benign('supporting', 'Missense in a gene where mainly truncating variants cause disease'),
  BP2: benign('supporting', 'In trans with a pathogenic variant for a dominant disorder, or in cis with one'),
  BP3: benign('supporting', 'In-frame indel in a repeat without known function'),
  BP4: benign('supporting', 'Computational evidence for no effect'),
  BP5: benign('supporting', 'Found in a case with another molecular cause of the disease'),
  BP6: benign('supporting', 'A reputable source reports it as benign. ClinGen advises not to use it'),
  BP7: benign('supporting', 'Synonymous or deep intronic, without predicted effect on splicing'),
} as const satisfies Record<string, Criterion>;

export type CriterionCode = keyof typeof criteria;
export const criterionCodes = Object.keys(criteria) as CriterionCode[];

/** Evidence that counts: a criterion, and the strength with which it is applied. */
export interface Evidence {
  readonly code: CriterionCode;
  readonly strength: Strength;
}

/** An assessed criterion, which is met, not met, or not assessed, with the reason. */
export type Assessment =
  | { readonly code: CriterionCode; readonly state: 'met'; readonly strength: Strength; readonly reason: string }
  | { readonly code: CriterionCode; readonly state: 'not_met' | 'not_assessed'; readonly reason: string };

/** Classes of ACMG/AMP 2015, from benign to pathogenic. */
export type VariantClass = 'benign' | 'likely_benign' | 'uncertain' | 'likely_pathogenic' | 'pathogenic';
