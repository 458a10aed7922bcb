import type { CommandNameFor, JobCommandName } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import type { JobState } from '../state.ts';
import { cancel } from './cancel.ts';
import { classify } from './classify.ts';
import { clean } from './clean.ts';
import type { CommandRules } from './command-rules.ts';
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

const toJobs = {
  ...{ cancel, classify, clean, move, pause, pin, priority, rerun, restart, resume, sign, unpause, unpin },
} satisfies Record<JobCommandName, CommandRules>;
const all = { submit, ...toJobs } satisfies Record<CommandNameFor<'job'>, CommandRules<JobState>> | object;

type All = typeof all;
type RulesWith<K extends keyof CommandRules> = Extract<All[keyof All], { readonly [P in K]: unknown }>[K];
type CommandOf<Decide> = Decide extends (state: never, command: infer C) => Decision ? C : never;
type ValueOf<T> = T extends unknown ? T[keyof T] : never;

/** A person's command, or a program's for them, by the name of its descriptor. */
export type PersonCommand = CommandOf<RulesWith<'decide'>>;
/** A report of the present attempt's runner that answers a command. */
export type CommandReport = CommandOf<ValueOf<RulesWith<'reports'>>>;
/** A report of the runner with the files of a job that has ended. */
export type StorageCommand = CommandOf<ValueOf<RulesWith<'storageReports'>>>;

/** The rules of the command that makes a job. */
export { submit };
/** The rules of each command to a job. */
export const jobCommands: Readonly<Record<JobCommandName, CommandRules>> = toJobs;
