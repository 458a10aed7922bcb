import type { DataOf, LifecycleType } from '@reprise/contracts';

/** What a person, or a program for them, asks of a job. What was looked up in the world comes in as data. */
export type PersonCommand =
  | ({ readonly type: 'SubmitJob' } & DataOf<'submitted'>)
  | { readonly type: 'CancelJob'; readonly reason: string | null }
  | {
      readonly type: 'RerunJob';
      readonly reason: string | null;
      readonly params?: Record<string, unknown> | undefined;
      readonly keep_work_dir: boolean;
    }
  | {
      readonly type: 'ResumeJob';
      readonly reason: string | null;
      /** As a runner with that storage answered; unknown is accepted and checked again at the start. */
      readonly work_dir: 'present' | 'absent' | 'unknown';
    };

/** What the runner of an attempt reports or wants. */
export type RunnerCommand =
  | { readonly type: 'ClaimAttempt'; readonly attempt: number; readonly runner_id: string }
  | ({ readonly type: 'StartAttempt' } & Omit<DataOf<'attempt_started'>, 'results_left_on'>)
  | ({ readonly type: 'SucceedAttempt' } & Omit<DataOf<'attempt_succeeded'>, 'cancel'>)
  | ({ readonly type: 'FailAttempt' } & Omit<DataOf<'attempt_failed'>, 'cancel'>)
  | ({ readonly type: 'ConfirmCancel' } & DataOf<'attempt_cancelled'>)
  | ({ readonly type: 'ReportSurvivors' } & DataOf<'cancel_unconfirmed'>);

export type JobCommand = PersonCommand | RunnerCommand;

/** An event as decided: the caller adds ids, time and actor. */
export type Decided = { [T in LifecycleType]: { readonly type: T; readonly data: DataOf<T> } }[LifecycleType];
