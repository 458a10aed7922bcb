import { computed, signal } from '@angular/core';
import type { AttemptView, HistoryEntry, JobView, TypedHistoryEntry } from '@reprise/contracts';
import type { Api } from '../../../core/api/api.ts';
import type { LiveEvent } from '../../../core/live/live.ts';
import { AttemptTasks } from './attempt-tasks.ts';
import { withEnd, withEntries, withResumability } from './merges.ts';

export type LiveJobApi = Pick<Api, 'job' | 'attempts' | 'history' | 'tasks'>;

/** Minimum time between two reads of the attempts while the job changes. */
const REREAD_MS = 400;

/**
 * The present state of a job with its attempts, tasks and history. It is read once and then kept up to date from the
 * stream.
 */
export class LiveJob {
  private readonly api: LiveJobApi;
  private readonly id: string;
  /** The tables may not contain the submission yet, so nothing older is read. */
  private minSeq: number | undefined;
  private rereadTimer: ReturnType<typeof setTimeout> | undefined;
  /** Numbers of the latest read of the attempts, and of the latest read that was answered. */
  private readonly attemptReads = { begun: 0, answered: 0 };
  private readonly readAttemptViews = signal<AttemptView[]>([]);

  readonly job = signal<JobView | null>(null);
  readonly attempts = computed(() => withEnd(this.readAttemptViews(), this.job()));
  readonly history = signal<TypedHistoryEntry[]>([]);
  readonly tasks: AttemptTasks;

  constructor(api: LiveJobApi, id: string) {
    this.api = api;
    this.id = id;
    this.tasks = new AttemptTasks((attempt) => api.tasks(id, attempt));
  }

  /** Reads the job. With `minSeq`, data is never older than that sequence. */
  async readJob(minSeq?: number): Promise<void> {
    this.minSeq = minSeq ?? this.minSeq;
    this.take(await this.api.job(this.id, this.minSeq));
  }

  async readAttempts(): Promise<void> {
    const read = ++this.attemptReads.begun;
    const { items } = await this.api.attempts(this.id);
    if (read < this.attemptReads.answered) return;
    this.attemptReads.answered = read;
    this.readAttemptViews.set(items);
  }

  async readHistory(): Promise<void> {
    this.addEntries(await this.api.history(this.id));
  }

  /** Reads the history unless that sequence is known, because entries do not change. */
  async readHistoryUpTo(seq: number): Promise<void> {
    if ((this.history().at(-1)?.seq ?? 0) < seq) await this.readHistory();
  }

  apply(event: LiveEvent): void {
    if (event.kind === 'job') this.applyJob(event.job);
    if (event.kind === 'task') this.tasks.apply(event.task);
    if (event.kind === 'history') this.addEntries([event.entry]);
  }

  dispose(): void {
    clearTimeout(this.rereadTimer);
  }

  private applyJob(job: JobView): void {
    if (job.job_id !== this.id) return;
    this.take(withResumability(job, this.job()));
    this.rereadTimer ??= setTimeout(() => {
      this.rereadTimer = undefined;
      this.reread().catch(() => undefined); // the next change reads again
    }, REREAD_MS);
  }

  /** Reads data that the stream does not contain: the attempts, and whether a failed job can be resumed. */
  private async reread(): Promise<void> {
    const failed = this.job()?.status === 'failed';
    await Promise.all([this.readAttempts(), failed && this.readJob()]);
  }

  private take(job: JobView): void {
    const before = this.job();
    if (!before || job.last_seq >= before.last_seq) this.job.set(job);
  }

  private addEntries(entries: HistoryEntry[]): void {
    this.history.update((known) => withEntries(known, entries));
  }
}
