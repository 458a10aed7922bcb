import { parserOf, type SyntaxParser } from '@reprise/contracts';
import { chooseNextflow, neededNextflow, neededNextflowText, type OpenJob } from '@reprise/job';
import type { InstalledNextflows } from '../base/installed-nextflows.ts';

/** Nextflow of an attempt. */
export interface ChosenNextflow {
  readonly launcher: string;
  readonly version: string;
  /** Null if that version has only one parser. */
  readonly parser: SyntaxParser | null;
}

interface Installed {
  readonly nextflows: InstalledNextflows;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Chooses an attempt's Nextflow: its version, and the parser that the job requests, else the parser of the attempt to
 * continue from, else the one in the runner's environment. If no version fits, which a claim rules out, returns the
 * reason.
 */
export function chosenNextflow(job: OpenJob, { nextflows, environment }: Installed): ChosenNextflow | string {
  const needed = neededNextflow(job);
  const version = chooseNextflow(needed, nextflows.versions);
  if (version === null)
    return `This job needs ${neededNextflowText(needed)}, and this runner has ${nextflows.versions.join(', ')}.`;
  const wanted = needed.parser ?? job.last_run?.syntax_parser ?? environment['NXF_SYNTAX_PARSER'];
  return { version, launcher: nextflows.launcherOf(version), parser: parserOf(version, wanted) };
}
