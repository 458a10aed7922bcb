import * as z from 'zod';

const param = z.string().min(1);
const fileName = z.string().regex(/^[^/]+$/, 'must be the name of a file, without "/"');

const ofEvery = {
  param,
  /** `error` rejects the submission. `warning` is displayed at the field and does not prevent the start. */
  severity: z.enum(['error', 'warning']).default('error'),
  /** Sentence that follows the finding, such as what to expect otherwise. */
  note: z.string().min(1).max(500).optional(),
};

/**
 * Check in a manifest for conditions that a JSON schema cannot express. Failures are reported at the field before the
 * job starts.
 */
export const PipelineCheck = z.discriminatedUnion('kind', [
  /** The folder contains pairs of files, one with each suffix. */
  z.strictObject({
    kind: z.literal('fastq_pairs'),
    ...ofEvery,
    suffixes: z.tuple([fileName, fileName]).default(['_R1.fastq.gz', '_R2.fastq.gz']),
  }),
  /**
   * At least one of these files exists next to the file. `{name}` is the file's name, `{stem}` is the name without
   * `.gz` and extension.
   */
  z.strictObject({
    kind: z.literal('files_beside'),
    ...ofEvery,
    files: z.array(fileName).min(1),
    /** Parameter that replaces the neighbouring file. */
    unless: param.optional(),
  }),
  /** Number of cores that a single runner must have. */
  z.strictObject({ kind: z.literal('cpus'), ...ofEvery }),
  /** Memory that a single runner must have: a number in this unit, or a text such as `8 GB`. */
  z.strictObject({ kind: z.literal('memory'), ...ofEvery, unit: z.enum(['MB', 'GB']).default('GB') }),
]);
export type PipelineCheck = z.infer<typeof PipelineCheck>;
