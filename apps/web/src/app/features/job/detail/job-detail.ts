import { computed, signal } from '@angular/core';
import type { PipelineView } from '@reprise/contracts';
import type { Api } from '../../../core/api/api.ts';
import type { LiveEvent } from '../../../core/live/live.ts';
import { ProblemError, messageOf } from '../../../core/problem.ts';
import { hasEnded } from '../../../shared/status/status.ts';
import { SnapshotCache, type Snapshot, type SnapshotApi } from '../as-of/snapshot-cache.ts';
import { LiveJob, type LiveJobApi } from './live-job.ts';

type JobDetailApi = LiveJobApi & SnapshotApi & Pick<Api, 'pipeline'>;

/** Maximum wait for a job's pipeline, before the job is shown without placeholders. */
const PIPELINE_MS = 3_000;

/** A job with its attempts, tasks and history, in its present or a past state. */
export class JobDetail {
  private readonly api: JobDetailApi;
  private readonly live: LiveJob;
  private readonly snapshots: SnapshotCache;
  /** Sequence of the last requested past state; `null` for the present. */
  private asked: number | null = null;
  private loads = 0;

  /** The pipeline of a job that was opened before its end; null for other jobs, or if it cannot be read. */
  readonly pipeline = signal<PipelineView | null>(null);
  private pipelineRead: Promise<void> | undefined;
  private readonly isPipelineSought = signal(false);

  readonly status = signal<'loading' | 'ready' | 'missing' | 'failed'>('loading');
  readonly error = signal('');
  /** The snapshot that is shown; `null` for the present. */
  readonly snapshot = signal<Snapshot | null>(null);
  readonly job = computed(() => (this.snapshot() ?? { job: this.live.job() }).job);
  readonly attempts = computed(() => this.snapshot()?.attempts ?? this.live.attempts());
  /** Whether the placeholders in the header are known, so that the content below no longer moves. */
  readonly isPlaced = computed(() => {
    const job = this.job();
    return job !== null && (hasEnded(job) || this.snapshot() !== null || this.isPipelineSought());
  });
  /** All entries so far, including those after the snapshot. */
  readonly history = computed(() => this.live.history());
  /** The entries up to the snapshot. */
  readonly shownHistory = computed(() => {
    const snapshot = this.snapshot();
    return snapshot ? this.history().filter(({ seq }) => seq <= snapshot.seq) : this.history();
  });
  /** The attempt that the user chose; `null` for the latest. */
  readonly chosen = signal<number | null>(null);
  readonly attempt = computed(() => {
    const latest = this.job()?.attempt ?? 1;
    return Math.min(this.chosen() ?? latest, latest);
  });
  readonly attemptView = computed(() => this.attempts().find(({ attempt }) => attempt === this.attempt()));
  readonly tasks = computed(() => {
    const past = this.snapshot()?.tasks.filter(({ attempt }) => attempt === this.attempt());
    return past ?? this.live.tasks.of(this.attempt()) ?? [];
  });
  /** Whether the tasks of the shown attempt were read. */
  readonly tasksKnown = computed(() => this.snapshot() !== null || this.live.tasks.of(this.attempt()) !== null);
  /** Reason why they could not be read; empty otherwise. */
  readonly tasksError = computed(() => (this.snapshot() ? '' : this.live.tasks.errorOf(this.attempt())));

  constructor(api: JobDetailApi, id: string) {
    this.api = api;
    this.live = new LiveJob(api, id);
    this.snapshots = new SnapshotCache(api, id);
  }

  /** Shows the job as of the event with that sequence; `null` shows the present. */
  async show(seq: number | null, minSeq?: number): Promise<void> {
    this.asked = seq;
    if (seq === null) this.snapshot.set(null);
    await this.load(minSeq);
  }

  /**
   * Reads everything. With `minSeq`, data is never older than that sequence, for example the sequence of the job's
   * submission.
   */
  async load(minSeq?: number): Promise<void> {
    const asked = this.asked;
    this.loads += 1;
    try {
      await (asked === null ? this.loadPresent(minSeq) : this.loadSnapshot(asked));
      if (!Object.is(asked, this.asked)) return; // NaN if the URL contains no sequence
      this.status.set('ready');
      this.error.set('');
    } catch (error) {
      if (!Object.is(asked, this.asked)) return;
      const isNoSequence = asked !== null && error instanceof ProblemError && error.status === 422;
      this.error.set(isNoSequence ? 'The address names no moment of this job.' : messageOf(error));
      const missing = error instanceof ProblemError && (error.status === 404 || error.status === 422);
      if (this.status() !== 'ready' || asked !== null) this.status.set(missing ? 'missing' : 'failed');
    } finally {
      this.loads -= 1;
    }
  }

  /** Reads the tasks of the shown attempt. Never rejects: `tasksError` contains the reason. */
  async readTasks(): Promise<void> {
    if (!this.snapshot()) await this.live.tasks.read(this.attempt());
  }

  /** Applies a change from the stream. A past state is unaffected. */
  apply(event: LiveEvent): void {
    this.live.apply(event);
    if (event.kind === 'job') void this.readPipeline();
    // A read that a busy server deferred is repeated at the job's next event.
    if (event.kind === 'job' && this.status() === 'failed' && this.loads === 0) void this.load();
  }

  dispose(): void {
    this.live.dispose();
  }

  private async loadPresent(minSeq?: number): Promise<void> {
    await this.live.readJob(minSeq);
    await Promise.all([this.live.readAttempts(), this.live.readHistory(), this.readTasks(), this.readPipeline()]);
  }

  /** Reads the pipeline of a job that has not ended. Runs only once and never rejects. */
  private async readPipeline(): Promise<void> {
    const job = this.live.job();
    if (job && !hasEnded(job)) this.pipelineRead ??= this.findPipeline(job.pipeline);
    await this.pipelineRead;
  }

  private async findPipeline(name: string): Promise<void> {
    try {
      const late = new Promise<void>((resolve) => setTimeout(resolve, PIPELINE_MS));
      const read = this.api.pipeline(name).then((pipeline) => this.pipeline.set(pipeline ?? null));
      await Promise.race([read, late]);
    } catch {
      // Only a placeholder would be missing.
    } finally {
      this.isPipelineSought.set(true);
    }
  }

  private async loadSnapshot(seq: number): Promise<void> {
    const [snapshot] = await Promise.all([this.snapshots.read(seq), this.live.readHistoryUpTo(seq)]);
    if (this.asked === seq) this.snapshot.set(snapshot);
  }
}
