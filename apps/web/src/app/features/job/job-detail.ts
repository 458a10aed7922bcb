import { computed, signal } from '@angular/core';
import type { AttemptView, HistoryEntry, JobView, TaskView } from '@reprise/contracts';
import type { Api } from '../../core/api.ts';
import type { LiveEvent } from '../../core/live.ts';
import { ProblemError, wordsOf } from '../../core/problem.ts';

type Reads = Pick<Api, 'job' | 'attempts' | 'history' | 'tasks'>;

const ATTEMPTS_LATER_MS = 400;

/** One job with its attempts, tasks and history, kept current. */
export class JobDetail {
  private readonly api: Reads;
  private readonly id: string;
  /** Nothing older is asked for: the submit that led here may not be in the tables yet. */
  private minSeq: number | undefined;
  private attemptsTimer: ReturnType<typeof setTimeout> | undefined;

  readonly status = signal<'loading' | 'ready' | 'missing' | 'failed'>('loading');
  readonly error = signal('');
  readonly job = signal<JobView | null>(null);
  readonly attempts = signal<AttemptView[]>([]);
  readonly history = signal<HistoryEntry[]>([]);
  private readonly tasksOf = signal<{ attempt: number; tasks: TaskView[] }>({ attempt: 0, tasks: [] });
  /** The attempt a person chose to look at; `null`: the present one, whichever that is. */
  readonly chosen = signal<number | null>(null);
  readonly attempt = computed(() => this.chosen() ?? this.job()?.attempt ?? 1);
  readonly attemptView = computed(() => this.attempts().find(({ attempt }) => attempt === this.attempt()));
  readonly tasks = computed(() => (this.tasksOf().attempt === this.attempt() ? this.tasksOf().tasks : []));

  constructor(api: Reads, id: string) {
    this.api = api;
    this.id = id;
  }

  /** Reads everything; with `minSeq`, now and later only once that sequence can be read: the submit of this very job, say. */
  async load(minSeq?: number): Promise<void> {
    this.minSeq = minSeq ?? this.minSeq;
    try {
      this.take(await this.api.job(this.id, this.minSeq));
      await Promise.all([this.readAttempts(), this.readHistory(), this.readTasks()]);
      this.status.set('ready');
      this.error.set('');
    } catch (error) {
      this.error.set(wordsOf(error));
      const missing = error instanceof ProblemError && (error.status === 404 || error.status === 422);
      if (this.status() !== 'ready') this.status.set(missing ? 'missing' : 'failed');
    }
  }

  async readTasks(): Promise<void> {
    const attempt = this.attempt();
    const tasks = await this.api.tasks(this.id, attempt);
    if (attempt === this.attempt()) this.tasksOf.set({ attempt, tasks });
  }

  /** Takes a change from the stream. */
  apply(event: LiveEvent): void {
    if (event.kind === 'job') this.applyJob(event.job);
    if (event.kind === 'task') this.applyTask(event.task);
    if (event.kind === 'history') this.applyHistory(event.entry);
  }

  dispose(): void {
    clearTimeout(this.attemptsTimer);
  }

  private applyJob(job: JobView): void {
    if (job.job_id !== this.id) return;
    const before = this.job();
    this.take(job);
    if (before && before.attempt !== job.attempt && this.chosen() === null)
      this.tasksOf.set({ attempt: job.attempt, tasks: [] });
    this.attemptsTimer ??= setTimeout(() => {
      this.attemptsTimer = undefined;
      this.readAttempts().catch(() => undefined); // the next change asks again
    }, ATTEMPTS_LATER_MS);
  }

  private applyTask(task: TaskView): void {
    if (task.attempt !== this.attempt()) return;
    this.tasksOf.update(({ attempt, tasks }) => {
      const own = attempt === task.attempt ? tasks : [];
      const at = own.findIndex(({ hash }) => hash === task.hash);
      return { attempt: task.attempt, tasks: at < 0 ? [...own, task] : own.with(at, task) };
    });
  }

  private applyHistory(entry: HistoryEntry): void {
    if (this.history().some(({ seq }) => seq === entry.seq)) return;
    this.history.update((all) => [...all, entry].toSorted((a, b) => a.seq - b.seq));
  }

  private take(job: JobView): void {
    const before = this.job();
    if (!before || job.last_seq >= before.last_seq) this.job.set(job);
  }

  private async readAttempts(): Promise<void> {
    this.attempts.set((await this.api.attempts(this.id)).items);
  }

  private async readHistory(): Promise<void> {
    this.history.set(await this.api.history(this.id));
  }
}
