import { diagnoseNextflow } from './diagnosis/diagnose-nextflow.ts';
import { isDiskFull } from './disk-full.ts';
import { saysFullDisk } from './disk-signs.ts';
import type { RunFiles } from './explain-task.ts';
import type { FailureDigest } from './failure-digest.ts';
import { failureText } from './failure-text.ts';
import { fileException } from './log-errors.ts';
import type { ErrorReport } from './parse-error-report.ts';
import { cutLine, MAX_LINES } from './printed/task-output.ts';

/** Explains why Nextflow itself failed, before, between or after its tasks. */
export async function explainNextflow(
  report: ErrorReport | null,
  { log, workDir, explainAccess }: RunFiles,
): Promise<FailureDigest> {
  const said = (report?.errorLines ?? []).map(cutLine);
  const disk_full = saysFullDisk(said, log) || (await isDiskFull(workDir));
  const failure = { said, exception: fileException(log), diskFull: disk_full };
  return {
    failing_step: null,
    failing_task: null,
    exit_code: null,
    caused_by: null,
    disk_full,
    stderr_tail: said.slice(0, MAX_LINES),
    ...failureText('Nextflow', await diagnoseNextflow(failure, explainAccess)),
  };
}
