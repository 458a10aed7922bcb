import { endedByCluster, notSubmitted } from './platforms/clusters.ts';
import { containerEnded, containerNotStarted } from './platforms/containers.ts';
import { crash } from './crashes.ts';
import { notStartedByEngine } from './platforms/other-engines.ts';
import { endedElsewhere } from './platforms/elsewhere.ts';
import type { ExplainAccess } from '../../access/access-explainer.ts';
import { denied } from './denied.ts';
import { DISK_FULL, type Diagnosis } from './diagnosis.ts';
import { overLimit } from './limits.ts';
import { outOfMemory } from './memory.ts';
import { notServed } from './not-served.ts';
import { notStarted } from './not-started.ts';
import { programNotRun } from './programs.ts';
import { remedyFor } from './remedies.ts';
import { scriptError } from './script-errors.ts';
import { ended } from './signals.ts';
import type { TaskFailure } from './task-failure.ts';

/** Diagnoses why a task failed, from its output and exit code. */
export async function diagnoseTask(
  failure: TaskFailure,
  taskDir: string | null,
  explainAccess: ExplainAccess,
): Promise<Diagnosis> {
  return (
    overLimit(failure) ??
    notSubmitted(failure) ??
    endedByCluster(failure) ??
    endedElsewhere(failure) ??
    (failure.diskFull ? DISK_FULL : null) ??
    remedyFor([...failure.lines, ...(failure.causedBy?.split('\n') ?? [])]) ??
    containerNotStarted(failure) ??
    notStartedByEngine(failure) ??
    containerEnded(failure) ??
    (await denied(failure, taskDir, explainAccess)) ??
    programNotRun(failure) ??
    scriptError(failure) ??
    outOfMemory(failure) ??
    crash(failure) ??
    ended(failure) ??
    notStarted(failure) ??
    notServed(failure) ??
    byExitCode(failure)
  );
}

function byExitCode(failure: TaskFailure): Diagnosis {
  const { exitCode, cause } = failure;
  if (exitCode === null || exitCode === 0) return { what: 'failed', why: failure.causedBy ?? cause };
  if (cause !== null) return { what: `ended with exit code ${exitCode}`, why: cause };
  const ended = `ended with exit code ${exitCode} and`;
  if (failure.hasPrinted) return { what: `${ended} did not say why`, short: 'did not say why' };
  return { what: `${ended} printed nothing`, short: 'printed nothing', advice: 'Run its script by hand to see why' };
}
