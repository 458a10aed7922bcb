/**
 * Moves every task dir whose end Nextflow did not record into `<work>/../aside/<at>/`: it would use it again with its leftovers.
 * Only while the attempt's tree is empty. `traces`: the trace files of the session's attempts (missing ones count as empty).
 */
export async function moveAsideHalfWritten(_of: {
  workDir: string;
  traces: readonly string[];
  at: Date;
}): Promise<{ moved: { from: string; to: string }[] }> {
  throw new Error('not built yet');
}
