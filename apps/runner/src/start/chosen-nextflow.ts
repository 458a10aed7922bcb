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
 * Chooses an attempt's Nextflow: its version and its parser. The parser is the one that the job requests, or otherwise
 * that of the attempt to continue from, or otherwise the one in the runner's environment. If no version fits, returns
 * the reason; that cannot happen for a claimed job.
 */
export function chosenNextflow(job: OpenJob, { nextflows, environment }: Installed): ChosenNextflow | string {
  const needed = neededNextflow(job);
  const version = chooseNextflow(needed, nextflows.versions);
  if (version === null)
    return `This job needs ${neededNextflowText(needed)}, and this runner has ${nextflows.versions.join(', ')}.`;
  const wanted = needed.parser ?? job.last_run?.syntax_parser ?? environment['NXF_SYNTAX_PARSER'];
  return { version, launcher: nextflows.launcherOf(version), parser: parserOf(version, wanted) };
}
