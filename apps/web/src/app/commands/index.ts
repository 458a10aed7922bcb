import type { ActionName, CommandNameFor } from '@reprise/contracts';
import * as all from './all.ts';
import type { JobPageCommand, PageCommand } from './base/page-command.ts';

/** The commands about a job itself. */
export const jobPageCommands: Readonly<Record<ActionName, JobPageCommand>> = all;
export const pageCommands: Readonly<Record<CommandNameFor<'job'>, PageCommand>> = all;
