import { Component, computed, inject, input, output, resource } from '@angular/core';
import type { TaskView } from '@reprise/contracts';
import type { LiveTask } from '../../../shared/attempt/executors/executor-listings.ts';
import { Api } from '../../../core/api/api.ts';
import { Clock } from '../../../core/clock.ts';
import { CopyButton } from '../../../shared/parts/copy-button.ts';
import type { Frozen } from '@reprise/contracts/frozen-times';
import { Icon } from '../../../shared/parts/icon.ts';
import { taskFacts } from './task-facts.ts';

/** Details of a task: its command, exit code, times, CPU, memory and tries. */
@Component({
  selector: 'rp-task-detail',
  imports: [CopyButton, Icon],
  templateUrl: './task-detail.html',
  styleUrl: './task-detail.css',
})
export class TaskDetail {
  private readonly api = inject(Api);
  private readonly clock = inject(Clock);
  readonly jobId = input.required<string>();
  readonly task = input.required<TaskView>();
  /** A past state of the job. Files are not shown, because only their current content is known. */
  readonly past = input.required<boolean>();
  /** State on another machine, if its executor lists the task. */
  readonly live = input<LiveTask>();
  /** When the job was frozen. This time is not part of the duration. */
  readonly frozen = input<readonly Frozen[]>([]);
  /** Emits the hash of the task whose log to show. */
  readonly log = output<string>();
  protected readonly script = resource({
    params: () =>
      this.past() ? undefined : { id: this.jobId(), attempt: this.task().attempt, hash: this.task().hash },
    loader: ({ params: { id, attempt, hash } }) => this.api.log(id, attempt, `${hash}/command`, 0),
  });
  protected readonly command = computed(() => (this.script.hasValue() ? this.script.value().text.trimEnd() : ''));
  protected readonly why = computed(() => this.script.error()?.message ?? '');
  protected readonly hasRun = computed(() => this.task().started_at !== null || this.task().exit_code !== null);
  protected readonly facts = computed(() =>
    taskFacts(this.task(), { live: this.live(), frozen: this.frozen(), now: this.clock.now() }),
  );
}
