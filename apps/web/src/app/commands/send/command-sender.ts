import { inject, Service, signal } from '@angular/core';
import type { ActionName, JobView } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { Api } from '../../core/api/api.ts';
import { Live } from '../../core/live/live.ts';
import { ProblemError, messageOf } from '../../core/problem.ts';
import { rememberReason } from '../reasons/remembered-reasons.ts';
import { Toasts } from '../../core/page/toasts.ts';
import { IdempotentRequests } from '../../core/idempotent-requests.ts';
import { commandButtons } from './command-buttons.ts';
import type { CommandInput } from '../base/page-command.ts';

/** A command between the click and its effect. `seq` is known once it is accepted. */
export type InFlightCommand = { action: ActionName; seq: number | null };
/** Whether other commands wait for its effect. */
export const hindersOthers = ({ action, seq }: InFlightCommand): boolean =>
  seq === null || !commandButtons[action].mayWaitLong;

/** `unanswered`: it may have been accepted. */
type RefusedCommand = { action: ActionName; detail: string; unanswered: boolean };

/** Sends commands for jobs, and follows each of them until it takes effect. Buttons and errors show its state. */
@Service()
export class CommandSender {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly toasts = inject(Toasts);
  private readonly requests = new IdempotentRequests();
  readonly inFlight = signal<ReadonlyMap<string, InFlightCommand>>(new Map());
  readonly refused = signal<ReadonlyMap<string, RefusedCommand>>(new Map());

  constructor() {
    this.live.events.subscribe((event) => {
      if (event.kind === 'job') this.observe(event.job);
    });
  }

  /**
   * Sends a command. If it is rejected because of its `reason`, resolves with that error, so that the dialog reopens.
   */
  async run(job: JobView, action: ActionName, input: CommandInput): Promise<string | null> {
    const before = this.inFlight().get(job.job_id);
    if (before && hindersOthers(before)) {
      // a second click on the same command needs no message
      if (before.action !== action) this.refuse(job.job_id, action, stillUnderWay(before.action));
      return null;
    }
    this.dismiss(job.job_id);
    // replaces an accepted clean; its outcome is then in the history
    this.put(job.job_id, { action, seq: null });
    try {
      // the same command for the next attempt is a different command
      const accepted = await this.requests.send([job.job_id, job.attempt, action, input], (key) =>
        this.api.command(job.job_id, action, input, key),
      );
      if (input.reason) rememberReason(action, input.reason);
      if (accepted.approval_id !== undefined) {
        this.drop(job.job_id);
        this.toasts.command(`${accepted.message}. Approvals lists it.`, job.job_id);
        return null;
      }
      this.put(job.job_id, { action, seq: accepted.seq });
      await this.readEffect(job.job_id, accepted.seq);
    } catch (error) {
      this.drop(job.job_id);
      const wrong = wrongReason(error);
      if (wrong) return wrong;
      const unanswered = error instanceof ProblemError && error.unanswered;
      this.refuse(job.job_id, action, messageOf(error), unanswered);
    }
    return null;
  }

  private refuse(jobId: string, action: ActionName, detail: string, unanswered = false): void {
    this.refused.update((all) => new Map(all).set(jobId, { action, detail, unanswered }));
  }

  /** Reads the job as soon as it shows the accepted command. */
  private async readEffect(jobId: string, seq: number): Promise<void> {
    try {
      this.live.events.next({ kind: 'job', job: await this.api.job(jobId, seq) });
    } catch {
      // the stream or the next read will show it
    }
  }

  dismiss(jobId: string): void {
    this.refused.update((all) => without(all, jobId));
  }

  /** Takes a newer state of a job, which may show the effect of its command in flight. */
  observe(job: JobView): void {
    const command = this.inFlight().get(job.job_id);
    if (!command?.seq || job.last_seq < command.seq) return;
    const { pendingAction } = commandButtons[command.action];
    if (pendingAction && job.pending_action === pendingAction) return;
    this.drop(job.job_id);
    // Without the message, because the page shows the job's state.
    this.announce(job, command.action, command.seq).catch(() => undefined);
  }

  private async announce(job: JobView, action: ActionName, seq: number): Promise<void> {
    const { jobPageCommands } = await import('../index.ts');
    const outcome = await jobPageCommands[action].outcome(job, () => this.api.latestHistory(job.job_id), seq);
    this.toasts.command(outcome, job.job_id);
  }

  private put(jobId: string, inFlight: InFlightCommand): void {
    this.inFlight.update((all) => new Map(all).set(jobId, inFlight));
  }

  private drop(jobId: string): void {
    this.inFlight.update((all) => without(all, jobId));
  }
}

const stillUnderWay = (action: ActionName): string => `${commandFacts[action].text.ongoing} is still under way.`;

const wrongReason = (error: unknown): string | null =>
  (error instanceof ProblemError && error.fields.find(({ field }) => field === 'reason')?.message) || null;

function without<T>(all: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  if (!all.has(key)) return all;
  const rest = new Map(all);
  rest.delete(key);
  return rest;
}
