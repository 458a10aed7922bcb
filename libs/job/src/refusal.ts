import type { CommandRefusalCode } from '@reprise/contracts';

/** Codes of refusals that only runners and queues receive. */
export type RunnerRefusalCode =
  | 'attempt_ended'
  | 'already_claimed'
  | 'already_started'
  | 'being_cancelled'
  | 'not_claimed'
  | 'not_started'
  | 'no_cancel_requested'
  | 'no_clean_requested'
  | 'no_pause_requested'
  | 'no_unpause_requested'
  | 'not_abandoned'
  | 'slot_held'
  | 'queue_paused'
  | 'queue_full'
  | 'unknown_queue';

export type RefusalCode = CommandRefusalCode | RunnerRefusalCode | 'unknown_job';

/** Why a command is not allowed. */
export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  /** Message for people. */
  readonly detail: string;
}

export const refuse = (code: RefusalCode, detail: string): Refusal => ({ refused: true, code, detail });

/** "Cannot cancel job with status: completed", as in the original API. */
export const wrongStatus = (verb: string, status: string): Refusal =>
  refuse('wrong_status', `Cannot ${verb} job with status: ${status}`);

export const isRefusal = (decision: unknown): decision is Refusal =>
  typeof decision === 'object' && decision !== null && 'refused' in decision;
