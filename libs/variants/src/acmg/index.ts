export { assess } from './automatic/assess.ts';
export {
  DEFAULT_THRESHOLDS,
  type ClinVarEntry,
  type EvidenceSources,
  type Frequency,
  type ResidueEntry,
  type Thresholds,
} from './automatic/evidence-sources.ts';
export { classify, type Classification } from './classify/classify.ts';
export { judge, judgementProblem, strengthsOf, type Judged, type Judgement } from './classify/judge.ts';
export {
  criteria,
  type Assessment,
  type Criterion,
  type CriterionCode,
  type Strength,
  type VariantClass,
} from './criteria.ts';
export { readBcsq, type Consequence } from './genes/bcsq.ts';
export { readGff3 } from './genes/read-gff3.ts';
export type { Transcript } from './genes/transcript.ts';
export { codingName, type Bases } from './names/coding-name.ts';
export { proteinName } from './names/protein-name.ts';
export { variantId, variantOf, type Variant } from './variant.ts';
