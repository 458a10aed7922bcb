import type { JobCommandName } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import * as all from './all.ts';
import type { CommandRules } from '../command-rules.ts';

type All = typeof all;
type RulesWith<K extends keyof CommandRules> = Extract<All[keyof All], { readonly [P in K]: unknown }>[K];
type CommandOf<Decide> = Decide extends (state: never, command: infer C) => Decision ? C : never;
type ValueOf<T> = T extends unknown ? T[keyof T] : never;

/** A command by a user, or on a user's behalf, by descriptor name. */
export type PersonCommand = CommandOf<RulesWith<'decide'>>;
/** A report of the current attempt's runner that completes a command. */
export type CommandReport = CommandOf<ValueOf<RulesWith<'reports'>>>;
/** A report of the runner that stores an ended job's files. */
export type StorageCommand = CommandOf<ValueOf<RulesWith<'storageReports'>>>;

/** Rules of the submission. */
export const { submit } = all;
/** Rules of each command for a job. */
export const jobCommands: Readonly<Record<JobCommandName, CommandRules>> = all;
