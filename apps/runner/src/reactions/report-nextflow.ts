import { parserOf } from '@reprise/contracts';
import type { StartedAttempt } from '../attempt/attempt.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

interface Tools extends Pick<RunnerOptions, 'nextflows' | 'environment'> {
  readonly commands: Pick<RunnerCommands, 'handle'>;
}

/**
 * Records that an attempt runs a different version of Nextflow from the one that its launcher reported, for example
 * because the launcher is a script that calls another Nextflow, and that one was replaced. The launcher is queried
 * again before the next claim.
 */
export async function reportNextflow(
  { job, attempt, run }: StartedAttempt,
  version: string,
  { commands, nextflows, environment }: Tools,
): Promise<void> {
  const parser = parserOf(version, run.syntax_parser ?? job.launch?.syntax_parser ?? environment['NXF_SYNTAX_PARSER']);
  await commands.handle(job.job_id, {
    name: 'report_nextflow',
    attempt,
    nextflow_version: version,
    ...(parser && { syntax_parser: parser }),
  });
  if (run.nextflow_version !== undefined) nextflows.askAgain(run.nextflow_version);
}
