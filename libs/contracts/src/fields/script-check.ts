import * as z from 'zod';

/** Error in a pipeline's script or config, as the Nextflow compiler reports it. */
export const ScriptError = z.object({
  /** Relative to the source folder of the script, if it is inside of that folder. */
  file: z.string(),
  /** Starts at 1; null if the compiler does not report it. */
  line: z.int().positive().nullable(),
  column: z.int().positive().nullable(),
  message: z.string(),
  /** Text of that line; null if unknown. */
  source: z.string().nullable(),
});
export type ScriptError = z.infer<typeof ScriptError>;

/** Result of compiling a pipeline's script and config with a runner's Nextflow. */
export const ScriptCheck = z.object({ nextflow_version: z.string(), errors: z.array(ScriptError) });
export type ScriptCheck = z.infer<typeof ScriptCheck>;
