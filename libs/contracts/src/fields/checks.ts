import * as z from 'zod';

const param = z.string().min(1);
const fileName = z.string().regex(/^[^/]+$/, 'must be the name of a file, without "/"');

const ofEvery = {
  param,
  /** `error` refuses the job. `warning` is shown at the field, and the job may start. */
  severity: z.enum(['error', 'warning']).default('error'),
  /** Sentence for people after what was found, such as what to expect otherwise. */
  note: z.string().min(1).max(500).optional(),
};

/** Check of a manifest: what a schema cannot say of a parameter, told at its field before a job starts. */
export const PipelineCheck = z.discriminatedUnion('kind', [
  /** The folder holds files that end in both suffixes, each with its partner. */
  z.strictObject({
    kind: z.literal('fastq_pairs'),
    ...ofEvery,
    suffixes: z.tuple([fileName, fileName]).default(['_R1.fastq.gz', '_R2.fastq.gz']),
  }),
  /** One of the files lies beside the file: `{name}` is its name, `{stem}` its name without `.gz` and extension. */
  z.strictObject({
    kind: z.literal('files_beside'),
    ...ofEvery,
    files: z.array(fileName).min(1),
    /** Parameter that takes the place of the file beside. */
    unless: param.optional(),
  }),
  /** Cores, of which one runner must have as many. */
  z.strictObject({ kind: z.literal('cpus'), ...ofEvery }),
  /** Memory, of which one runner must have as much: a number of the unit, or a text such as `8 GB`. */
  z.strictObject({ kind: z.literal('memory'), ...ofEvery, unit: z.enum(['MB', 'GB']).default('GB') }),
]);
export type PipelineCheck = z.infer<typeof PipelineCheck>;
