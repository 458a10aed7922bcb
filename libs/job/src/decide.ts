import { decideClaim, type Claim } from './attempt/claim.ts';
import { decideFail, type Fail } from './attempt/fail.ts';
import { decideReportNextflow, type ReportNextflow } from './attempt/report-nextflow.ts';
import { decideReportSurvivors, type ReportSurvivors } from './attempt/report-survivors.ts';
import { decideStart, type Start } from './attempt/start.ts';
import { decideSucceed, type Succeed } from './attempt/succeed.ts';
import type { CommandRules } from './command-rules.ts';
import { jobCommands, submit, type CommandReport, type PersonCommand, type StorageCommand } from './commands/index.ts';
import type { AttemptDecider, Decision, JobDecider } from './decision.ts';
import { refuse } from './refusal.ts';
import { isOpen, type JobState } from './state.ts';

export type { PersonCommand, StorageCommand };
/** Request or report of an attempt's runner. */
export type AttemptCommand = Claim | Start | Succeed | Fail | ReportNextflow | ReportSurvivors | CommandReport;
export type JobCommand = PersonCommand | AttemptCommand | StorageCommand;

const commands: readonly CommandRules[] = Object.values(jobCommands);
/** Decisions about a job in any status, by name. */
const ofJob: ReadonlyMap<string, JobDecider<never>> = new Map([
  ...Object.entries(jobCommands).map(([name, rules]) => [name, rules.decide] as const),
  ...commands.flatMap(({ storageReports = {} }) => Object.entries(storageReports)),
]);
/** Decisions about the current attempt of an open job, by name. */
const ofAttempt: ReadonlyMap<string, AttemptDecider<never>> = new Map<string, AttemptDecider<never>>([
  ['claim', decideClaim],
  ['start', decideStart],
  ['succeed', decideSucceed],
  ['fail', decideFail],
  ['report_nextflow', decideReportNextflow],
  ['report_survivors', decideReportSurvivors],
  ...commands.flatMap(({ reports = {} }) => Object.entries(reports)),
]);

/** Decides one command. Pure: time, ids and lookups are data of the command, or added to the events by the caller. */
export function decide(state: JobState, command: JobCommand): Decision {
  if (command.name === 'submit') return submit.decide(state, command);
  if (state.status === 'unknown') return refuse('unknown_job', 'There is no such job.');
  const decideJob = ofJob.get(command.name) as JobDecider<JobCommand> | undefined;
  if (decideJob) return decideJob(state, command);
  const { attempt } = command as AttemptCommand;
  if (!isOpen(state) || attempt !== state.attempt)
    return refuse('attempt_ended', `Attempt ${attempt} has already ended.`);
  return (ofAttempt.get(command.name) as AttemptDecider<JobCommand>)(state, command);
}
