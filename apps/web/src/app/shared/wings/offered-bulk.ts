import { InjectionToken } from '@angular/core';
import type { BulkCommandName, JobView } from '@reprise/contracts';
import type { TextQuery } from '../../core/api/text-query.ts';

/** A command for many jobs that the user has not confirmed yet. */
export interface CommandToMany {
  readonly action: BulkCommandName;
  readonly count: number;
  /** Number of jobs that currently allow it; null if not all of them are loaded. */
  readonly allowing: number | null;
  /** The jobs, and the filter that selected them. */
  readonly target: { readonly job_ids: string[]; readonly filter?: TextQuery<'/api/jobs/ids'> };
  /** The jobs themselves, if all are loaded. */
  readonly jobs?: readonly JobView[];
  /** Fields of the body that were chosen in advance, and their meaning. The dialog then offers no options. */
  readonly settled?: { readonly body: object; readonly lead: string };
}

/** Progress of a command for many jobs. */
export interface BulkProgress {
  /** "Cancelling 240 jobs". */
  readonly title: string;
  readonly text: string;
  /** `incomplete`: some jobs refused it or failed. `lost`: the server lost track of it before it had ended. */
  readonly state: 'running' | 'complete' | 'incomplete' | 'lost';
  /** Number of jobs, and of those whose outcome is known. */
  readonly total: number;
  readonly done: number;
  /** Address of the page with the outcome of each job. */
  readonly page: string;
}

/** Commands for many jobs, as provided by a wing. */
export interface OfferedBulk {
  /** Whether the user may send any of them. */
  readonly isAllowed: () => boolean;
  /** Asks for confirmation, then sends the command and follows it. Resolves with whether it was sent. */
  readonly send: (command: CommandToMany) => Promise<boolean>;
  /** Progress of the last command that this tab sent; null if there is none, or if it was dismissed. */
  readonly progress: () => BulkProgress | null;
  readonly dismiss: () => void;
}

/** Null if no wing provides any, so users cannot select jobs. */
export const OFFERED_BULK = new InjectionToken<OfferedBulk | null>('offered bulk', { factory: () => null });
