import type { JobCommandName } from '@reprise/contracts';
import { decideCancel, type Cancel } from './cancel/decide.ts';
import { decideClaim, type Claim } from './claim/decide.ts';
import { decideConfirmPause, type ConfirmPause } from './confirm-pause/decide.ts';
import { decideConfirmUnpause, type ConfirmUnpause } from './confirm-unpause/decide.ts';
import { decideConfirmCancel, type ConfirmCancel } from './confirm-cancel/decide.ts';
import { decideClassify, type Classify } from './classify/decide.ts';
import { decideClean, type Clean } from './clean/decide.ts';
import { decideConfirmClean, decideFailClean, type ConfirmClean, type FailClean } from './confirm-clean/decide.ts';
import type { AttemptDecider, Decision, JobDecider } from './decision.ts';
import { decideFail, type Fail } from './fail/decide.ts';
import { decideMove, type Move } from './move/decide.ts';
import { decidePause, type Pause } from './pause/decide.ts';
import { decidePin, decideUnpin, type Pin, type Unpin } from './pin/decide.ts';
import { decidePriority, type ChangePriority } from './priority/decide.ts';
import { refuse } from './refusal.ts';
import { decideReportSurvivors, type ReportSurvivors } from './report-survivors/decide.ts';
import { decideRerun, type Rerun } from './rerun/decide.ts';
import { decideRestart, type Restart } from './restart/decide.ts';
import { decideResume, type Resume } from './resume/decide.ts';
import { decideSign, type Sign } from './sign/decide.ts';
import { decideStart, type Start } from './start/decide.ts';
import { isOpen, type JobState } from './state.ts';
import { decideSubmit, type Submit } from './submit/decide.ts';
import { decideSucceed, type Succeed } from './succeed/decide.ts';
import { decideUnpause, type Unpause } from './unpause/decide.ts';

/** A person's command, or a program's for them, by the name of its descriptor. */
export type PersonCommand =
  | Submit
  | Cancel
  | Pause
  | Unpause
  | Rerun
  | Resume
  | Restart
  | Clean
  | Pin
  | Unpin
  | Classify
  | Sign
  | ChangePriority
  | Move;
/** A wish or report of an attempt's runner. */
export type RunnerCommand =
  Claim | Start | Succeed | Fail | ConfirmCancel | ConfirmPause | ConfirmUnpause | ReportSurvivors;
/** A report of the runner with the files of a job that has ended. */
export type StorageCommand = ConfirmClean | FailClean;
export type JobCommand = PersonCommand | RunnerCommand | StorageCommand;

type CommandOf<N> = Extract<JobCommand, { readonly name: N }>;

const byJobCommand: { readonly [N in JobCommandName]: JobDecider<CommandOf<N>> } = {
  cancel: decideCancel,
  pause: decidePause,
  unpause: decideUnpause,
  rerun: decideRerun,
  resume: decideResume,
  clean: decideClean,
  pin: decidePin,
  unpin: decideUnpin,
  restart: decideRestart,
  classify: decideClassify,
  priority: decidePriority,
  move: decideMove,
  sign: decideSign,
};

const byStorageCommand: { readonly [N in StorageCommand['name']]: JobDecider<CommandOf<N>> } = {
  confirm_clean: decideConfirmClean,
  fail_clean: decideFailClean,
};

const byAnyJobCommand = { ...byJobCommand, ...byStorageCommand };

const byRunnerCommand: { readonly [N in RunnerCommand['name']]: AttemptDecider<CommandOf<N>> } = {
  claim: decideClaim,
  start: decideStart,
  succeed: decideSucceed,
  fail: decideFail,
  confirm_cancel: decideConfirmCancel,
  confirm_pause: decideConfirmPause,
  confirm_unpause: decideConfirmUnpause,
  report_survivors: decideReportSurvivors,
};

const isOfRunner = (command: JobCommand): command is RunnerCommand => command.name in byRunnerCommand;

/** Decides one command. Pure: time, ids and look-ups are data of the command or added to the events by the caller. */
export function decide(state: JobState, command: JobCommand): Decision {
  if (command.name === 'submit') return decideSubmit(state, command);
  if (state.status === 'unknown') return refuse('unknown_job', 'There is no such job.');
  if (!isOfRunner(command)) return (byAnyJobCommand[command.name] as JobDecider<JobCommand>)(state, command);
  if (!isOpen(state) || command.attempt !== state.attempt)
    return refuse('attempt_ended', `Attempt ${command.attempt} has already ended.`);
  return (byRunnerCommand[command.name] as AttemptDecider<JobCommand>)(state, command);
}
