import { Component, computed, inject, input, output, resource } from '@angular/core';
import type { TaskView } from '@reprise/contracts';
import { taskStateWords } from '@reprise/contracts/executor-words';
import type { LiveTask } from '../../../shared/attempt/executor-listings.ts';
import { Api } from '../../../core/api/api.ts';
import { CopyButton } from '../../../shared/copy-button.ts';
import { bytes, dateTime, shortDuration } from '../../../shared/format.ts';
import { type Frozen, unfrozenMs } from '../../../shared/attempt/took-words.ts';
import { Icon } from '../../../shared/icon.ts';
import { TASK_STATUS } from '../../../shared/status/status.ts';

/** Details of a task: its command, exit code, times, CPU, memory and tries. */
@Component({
  selector: 'rp-task-detail',
  imports: [CopyButton, Icon],
  templateUrl: './task-detail.html',
  styleUrl: './task-detail.css',
})
export class TaskDetail {
  private readonly api = inject(Api);
  readonly jobId = input.required<string>();
  readonly task = input.required<TaskView>();
  /** A past state of the job: files are not shown, since they are as they are now. */
  readonly past = input.required<boolean>();
  /** State on another machine, where its executor lists it. */
  readonly live = input<LiveTask>();
  /** When the job was frozen: no part of the duration. */
  readonly frozen = input<readonly Frozen[]>([]);
  /** Emits the hash of the task whose log is to be shown. */
  readonly log = output<string>();
  protected readonly script = resource({
    params: () =>
      this.past() ? undefined : { id: this.jobId(), attempt: this.task().attempt, hash: this.task().hash },
    loader: ({ params: { id, attempt, hash } }) => this.api.log(id, attempt, `${hash}/command`, 0),
  });
  protected readonly command = computed(() => (this.script.hasValue() ? this.script.value().text.trimEnd() : ''));
  protected readonly why = computed(() => this.script.error()?.message ?? '');
  protected readonly hasRun = computed(() => this.task().started_at !== null || this.task().exit_code !== null);
  protected readonly facts = computed(() => factsOf(this.task(), this.live(), this.frozen()));
}

function factsOf(
  task: TaskView,
  live: LiveTask | undefined,
  frozen: readonly Frozen[],
): { name: string; value: string }[] {
  const at = (time: string | null) => (time ? dateTime(time, Date.now()) : '');
  return [
    { name: 'Status', value: TASK_STATUS[task.status].word },
    { name: 'On the cluster', value: live ? taskStateWords(live) : '' },
    { name: 'Native id', value: task.native_id ?? live?.native_id ?? '' },
    { name: 'Exit code', value: task.exit_code === null ? '' : String(task.exit_code) },
    { name: 'Tries', value: String(task.tries) },
    { name: 'Queued for', value: queuedFor(task) },
    { name: 'Started', value: at(task.started_at) },
    {
      name: 'Duration',
      value: task.duration_ms === null ? '' : shortDuration(durationOf(task, task.duration_ms, frozen)),
    },
    { name: 'CPU', value: task.cpu_percent === null ? '' : `${task.cpu_percent.toFixed(0)} %` },
    { name: 'Peak memory', value: task.peak_rss === null ? '' : bytes(task.peak_rss) },
    { name: 'On failure', value: task.error_action?.toLowerCase() ?? '' },
  ].filter(({ value }) => value);
}

/** A shorter wait is that of Nextflow itself. */
const WAIT_MS = 1_000;

function queuedFor({ submitted_at, started_at }: TaskView): string {
  if (submitted_at === null || started_at === null) return '';
  const waited = Date.parse(started_at) - Date.parse(submitted_at);
  return waited < WAIT_MS ? '' : shortDuration(waited);
}

/** Nextflow's duration, without the time in which the task was frozen. */
function durationOf({ started_at, completed_at }: TaskView, duration_ms: number, frozen: readonly Frozen[]): number {
  if (started_at === null || completed_at === null) return duration_ms;
  const [from, to] = [Date.parse(started_at), Date.parse(completed_at)];
  return Math.max(0, duration_ms - (to - from - unfrozenMs(from, to, frozen)));
}
