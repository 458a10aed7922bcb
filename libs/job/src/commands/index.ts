import type { JobCommandName } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import * as all from './all.ts';
import type { CommandRules } from '../command-rules.ts';

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
export const { submit } = all;
/** The rules of each command to a job. */
export const jobCommands: Readonly<Record<JobCommandName, CommandRules>> = all;
