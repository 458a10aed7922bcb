import * as z from 'zod';

/** Error in a script or config of a pipeline, as the compiler of a Nextflow reports it. */
export const ScriptError = z.object({
  /** Relative to the folder of the script's sources, where it lies in it. */
  file: z.string(),
  /** From 1; null where the compiler does not say. */
  line: z.int().positive().nullable(),
  column: z.int().positive().nullable(),
  message: z.string(),
  /** That line of the file; null where it is not known. */
  source: z.string().nullable(),
});
export type ScriptError = z.infer<typeof ScriptError>;

/** Result of compiling the script and config of a pipeline with a Nextflow that a runner has. */
export const ScriptCheck = z.object({ nextflow_version: z.string(), errors: z.array(ScriptError) });
export type ScriptCheck = z.infer<typeof ScriptCheck>;
