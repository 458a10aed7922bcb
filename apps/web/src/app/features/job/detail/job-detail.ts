import { computed, signal } from '@angular/core';
import type { AttemptView, HistoryEntry, JobView, TypedHistoryEntry } from '@reprise/contracts';
import type { Api } from '../../../core/api.ts';
import type { LiveEvent } from '../../../core/live.ts';
import { ProblemError, messageOf } from '../../../core/problem.ts';
import { AttemptTasks } from './attempt-tasks.ts';
import { toldAfter, withEnd, withEntries } from './detail-merge.ts';
import { Moments, type Moment, type ReadsPast } from '../as-of/moments.ts';

type Reads = Pick<Api, 'job' | 'attempts' | 'history' | 'tasks'> & ReadsPast;

const LATER_MS = 400;

/** One job with its attempts, tasks and history: kept current, or as it was after one of its events. */
export class JobDetail {
  private readonly api: Reads;
  private readonly id: string;
  private readonly moments: Moments;
  private readonly presentTasks: AttemptTasks;
  /** Nothing older is asked for: the submit that led here may not be in the tables yet. */
  private minSeq: number | undefined;
  private laterTimer: ReturnType<typeof setTimeout> | undefined;
  /** Of the readings of the attempts: how many began, and the latest that was answered. */
  private readonly readings = { begun: 0, answered: 0 };
  /** The moment asked for last; `null`: now. */
  private asked: number | null = null;

  readonly status = signal<'loading' | 'ready' | 'missing' | 'failed'>('loading');
  readonly error = signal('');
  private readonly presentJob = signal<JobView | null>(null);
  private readonly presentAttempts = signal<AttemptView[]>([]);
  /** All that happened so far, also after the moment that is shown. */
  readonly history = signal<TypedHistoryEntry[]>([]);
  /** The past moment that is shown; `null`: the present. */
  readonly moment = signal<Moment | null>(null);
  readonly job = computed(() => (this.moment() ?? { job: this.presentJob() }).job);
  readonly attempts = computed(() => this.moment()?.attempts ?? withEnd(this.presentAttempts(), this.presentJob()));
  /** What had happened by then. */
  readonly told = computed(() => {
    const moment = this.moment();
    return moment ? this.history().filter(({ seq }) => seq <= moment.seq) : this.history();
  });
  /** The attempt a person chose to look at; `null`: the present one, whichever that is. */
  readonly chosen = signal<number | null>(null);
  readonly attempt = computed(() => {
    const latest = this.job()?.attempt ?? 1;
    return Math.min(this.chosen() ?? latest, latest);
  });
  readonly attemptView = computed(() => this.attempts().find(({ attempt }) => attempt === this.attempt()));
  readonly tasks = computed(() => {
    const past = this.moment()?.tasks.filter(({ attempt }) => attempt === this.attempt());
    return past ?? this.presentTasks.of(this.attempt()) ?? [];
  });
  /** Whether the tasks of the attempt that is shown were read; and where they could not be, why. */
  readonly tasksKnown = computed(() => this.moment() !== null || this.presentTasks.of(this.attempt()) !== null);
  readonly tasksError = computed(() => (this.moment() ? '' : this.presentTasks.whyNot(this.attempt())));

  constructor(api: Reads, id: string) {
    this.api = api;
    this.id = id;
    this.presentTasks = new AttemptTasks((attempt) => api.tasks(id, attempt));
    this.moments = new Moments(api, id);
  }

  /** Shows it as it was after the event of that sequence, or with `null` as it is. */
  async show(seq: number | null, minSeq?: number): Promise<void> {
    this.asked = seq;
    if (seq === null) this.moment.set(null);
    await this.load(minSeq);
  }

  /** Reads everything; with `minSeq`, now and later only once that sequence can be read: the submit of this very job, say. */
  async load(minSeq?: number): Promise<void> {
    this.minSeq = minSeq ?? this.minSeq;
    const asked = this.asked;
    try {
      await (asked === null ? this.loadPresent() : this.loadPast(asked));
      if (!Object.is(asked, this.asked)) return; // what is no sequence is asked for as NaN
      this.status.set('ready');
      this.error.set('');
    } catch (error) {
      if (!Object.is(asked, this.asked)) return;
      this.error.set(messageOf(error));
      const missing = error instanceof ProblemError && (error.status === 404 || error.status === 422);
      if (this.status() !== 'ready' || asked !== null) this.status.set(missing ? 'missing' : 'failed');
    }
  }

  /** Reads the tasks of the attempt that is shown. Never rejects: `tasksError` tells. */
  async readTasks(): Promise<void> {
    if (!this.moment()) await this.presentTasks.read(this.attempt());
  }

  /** Takes a change from the stream; what is shown of the past stays as it is. */
  apply(event: LiveEvent): void {
    if (event.kind === 'job') this.applyJob(event.job);
    if (event.kind === 'task') this.presentTasks.tell(event.task);
    if (event.kind === 'history') this.tellHistory([event.entry]);
  }

  dispose(): void {
    clearTimeout(this.laterTimer);
  }

  private async loadPresent(): Promise<void> {
    await this.readJob();
    await Promise.all([this.readAttempts(), this.readHistory(), this.readTasks()]);
  }

  private async loadPast(seq: number): Promise<void> {
    const [moment] = await Promise.all([this.moments.read(seq), this.readHistoryUpTo(seq)]);
    if (this.asked === seq) this.moment.set(moment);
  }

  private applyJob(job: JobView): void {
    if (job.job_id !== this.id) return;
    this.take(toldAfter(job, this.presentJob()));
    this.laterTimer ??= setTimeout(() => {
      this.laterTimer = undefined;
      this.readLater().catch(() => undefined); // the next change asks again
    }, LATER_MS);
  }

  /** What the stream does not tell: the attempts, and of a failed job whether it can be resumed. */
  private async readLater(): Promise<void> {
    const failed = this.presentJob()?.status === 'failed';
    await Promise.all([this.readAttempts(), failed && this.readJob()]);
  }

  private tellHistory(entries: HistoryEntry[]): void {
    this.history.update((known) => withEntries(known, entries));
  }

  private take(job: JobView): void {
    const before = this.presentJob();
    if (!before || job.last_seq >= before.last_seq) this.presentJob.set(job);
  }

  private async readJob(): Promise<void> {
    this.take(await this.api.job(this.id, this.minSeq));
  }

  private async readAttempts(): Promise<void> {
    const reading = ++this.readings.begun;
    const { items } = await this.api.attempts(this.id);
    if (reading < this.readings.answered) return;
    this.readings.answered = reading;
    this.presentAttempts.set(items);
  }

  private async readHistory(): Promise<void> {
    this.tellHistory(await this.api.history(this.id));
  }

  /** What is known of the past does not change: it is read once. */
  private async readHistoryUpTo(seq: number): Promise<void> {
    if ((this.history().at(-1)?.seq ?? 0) < seq) await this.readHistory();
  }
}
