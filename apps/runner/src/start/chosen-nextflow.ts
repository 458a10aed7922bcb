import { parserOf, type SyntaxParser } from '@reprise/contracts';
import { chooseNextflow, neededNextflow, neededNextflowWords, type OpenJob } from '@reprise/job';
import type { InstalledNextflows } from '../base/installed-nextflows.ts';

/** Nextflow that an attempt runs with. */
export interface ChosenNextflow {
  readonly launcher: string;
  readonly version: string;
  /** Null where that version has but one. */
  readonly parser: SyntaxParser | null;
}

interface Installed {
  readonly nextflows: InstalledNextflows;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Chooses the Nextflow of an attempt: its version, and the parser that the job asks for, else that of the attempt that it
 * goes on from, else that of the runner's environment. Where none fits, which a claim rules out, it returns why.
 */
export function chosenNextflow(job: OpenJob, { nextflows, environment }: Installed): ChosenNextflow | string {
  const needed = neededNextflow(job);
  const version = chooseNextflow(needed, nextflows.versions);
  if (version === null)
    return `This job needs ${neededNextflowWords(needed)}, and this runner has ${nextflows.versions.join(', ')}.`;
  const wanted = needed.parser ?? job.last_run?.syntax_parser ?? environment['NXF_SYNTAX_PARSER'];
  return { version, launcher: nextflows.launcherOf(version), parser: parserOf(version, wanted) };
}
