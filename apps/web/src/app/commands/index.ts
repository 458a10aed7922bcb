import type { ActionName, CommandNameFor } from '@reprise/contracts';
import { abandon } from './abandon.ts';
import { cancel } from './cancel.ts';
import { classify } from './classify.ts';
import { clean } from './clean.ts';
import type { JobPageCommand, PageCommand } from './base/page-command.ts';
import { move } from './move.ts';
import { pause } from './pause.ts';
import { pin } from './pin.ts';
import { priority } from './priority.ts';
import { rerun } from './rerun.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { sign } from './sign.ts';
import { submit } from './submit.ts';
import { unpause } from './unpause.ts';
import { unpin } from './unpin.ts';

/** The commands about a job itself. */
const toJobs = {
  unpause,
  resume,
  restart,
  rerun,
  cancel,
  abandon,
  pause,
  clean,
  pin,
  unpin,
  priority,
  move,
} satisfies Record<ActionName, JobPageCommand>;
const all = { submit, classify, sign, ...toJobs } satisfies Record<CommandNameFor<'job'>, PageCommand>;

export const jobPageCommands: Readonly<Record<ActionName, JobPageCommand>> = toJobs;
export const pageCommands: Readonly<Record<CommandNameFor<'job'>, PageCommand>> = all;
