import { inject, Service, signal } from '@angular/core';
import type { Action, JobView } from '@reprise/contracts';
import { Api } from '../core/api.ts';
import { Live } from '../core/live.ts';
import { ProblemError, messageOf } from '../core/problem.ts';
import { rememberReason } from './reasons.ts';
import { Toasts } from '../core/page/toasts.ts';
import { IdempotentRequests } from '../core/idempotent-requests.ts';
import { hasEnded } from '../shared/status/status.ts';

/** A command of ours between the click and its effect. `seq` is known once it was accepted. */
export type InFlightCommand = { action: Action; seq: number | null };
/** `unanswered`: it may have been done. */
export type Refused = { action: Action; detail: string; unanswered: boolean };
export type CommandInput = { reason?: string; keep_work_dir?: boolean };

/** Sends commands and follows each to its effect: what an action's button shows comes from here. */
@Service()
export class CommandSender {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly toasts = inject(Toasts);
  private readonly requests = new IdempotentRequests();
  readonly inFlight = signal<ReadonlyMap<string, InFlightCommand>>(new Map());
  readonly refused = signal<ReadonlyMap<string, Refused>>(new Map());

  constructor() {
    this.live.events.subscribe((event) => {
      if (event.kind === 'job') this.observe(event.job);
    });
  }

  /** Answers what is wrong with the reason, where that is why it was not taken: the person is asked again. */
  async run(job: JobView, action: Action, input: CommandInput): Promise<string | null> {
    if (this.inFlight().has(job.job_id)) return null;
    this.dismiss(job.job_id);
    this.put(job.job_id, { action, seq: null });
    try {
      // of one attempt: the same wish on the next one is another
      const accepted = await this.requests.send([job.job_id, job.attempt, action, input], (key) =>
        this.api.command(job.job_id, action, input, key),
      );
      if (input.reason) rememberReason(action, input.reason);
      this.put(job.job_id, { action, seq: accepted.seq });
      await this.look(job.job_id, accepted.seq);
    } catch (error) {
      this.drop(job.job_id);
      const wrong = wrongReason(error);
      if (wrong) return wrong;
      const unanswered = error instanceof ProblemError && error.status === 0;
      this.refused.update((all) => new Map(all).set(job.job_id, { action, detail: messageOf(error), unanswered }));
    }
    return null;
  }

  /** Shows what was accepted as soon as it can be read. */
  private async look(jobId: string, seq: number): Promise<void> {
    try {
      this.live.events.next({ kind: 'job', job: await this.api.job(jobId, seq) });
    } catch {
      // it stays accepted: the stream, or the next reading, tells
    }
  }

  dismiss(jobId: string): void {
    this.refused.update((all) => without(all, jobId));
  }

  /** Takes a job as it now reads: the effect of a command of ours may be in it. */
  observe(job: JobView): void {
    const command = this.inFlight().get(job.job_id);
    if (!command?.seq || job.last_seq < command.seq) return;
    if (command.action === 'cancel' && job.pending_action === 'cancelling') return;
    this.drop(job.job_id);
    void this.tell(job, command.action);
  }

  private async tell(job: JobView, action: Action): Promise<void> {
    this.toasts.command(await outcomeOf(job, action, this.api), job.job_id);
  }

  private put(jobId: string, inFlight: InFlightCommand): void {
    this.inFlight.update((all) => new Map(all).set(jobId, inFlight));
  }

  private drop(jobId: string): void {
    this.inFlight.update((all) => without(all, jobId));
  }
}

const wrongReason = (error: unknown): string | null =>
  (error instanceof ProblemError && error.fields.find(({ field }) => field === 'reason')?.message) || null;

function without<T>(all: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  if (!all.has(key)) return all;
  const rest = new Map(all);
  rest.delete(key);
  return rest;
}

/** What came of a command, in numbers where there are any. */
async function outcomeOf(job: JobView, action: Action, api: Api): Promise<string> {
  const name = job.sample_name;
  if (action === 'rerun' && job.status === 'pending')
    return `${name} waits to run again from scratch, attempt ${job.attempt}`;
  if (action === 'rerun') return `${name} runs again from scratch, attempt ${job.attempt}`;
  if (action === 'resume') return `${name} is resumed, attempt ${job.attempt}`;
  if (!hasEnded(job)) return `${name} was started again meanwhile, attempt ${job.attempt}`;
  if (job.cancel === 'too_late') return `${name} had already ended: the cancel came too late`;
  if (job.failure?.cause !== 'cancelled') return `${name} ended before it could be cancelled: ${job.status}`;
  const history = await api.history(job.job_id).catch(() => []); // only the number would be missing
  const ending = history.findLast(({ type }) => type === 'attempt_cancelled');
  return ending ? `${name} cancelled, ${String(ending.data['survivors'])} processes left` : `${name} cancelled`;
}
