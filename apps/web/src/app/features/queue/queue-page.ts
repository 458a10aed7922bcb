import { Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { commandFacts, DEFAULT_QUEUE, type RunningJobView } from '@reprise/contracts';
import { Button, IconButton } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { Clock } from '../../core/clock.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { newKey } from '../../core/idempotent-requests.ts';
import { lastValue } from '../../core/last-value.ts';
import { Live } from '../../core/live/live.ts';
import { PageHeading } from '../../core/page/page-heading.ts';
import { PageState } from '../../core/page/page-state.ts';
import { messageOf } from '../../core/problem.ts';
import { QueueApi } from '../../core/api/queue-api.ts';
import { Sheets } from '../../core/sheets.ts';
import { count } from '../../shared/format.ts';
import { TargetDialog } from '../../shared/form/target-dialog.ts';
import { followQueues } from '../../shared/reading/follow-queues.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { LoadError } from '../../shared/reading/load-error.ts';
import { reloader } from '../../shared/reading/reloader.ts';
import { Actor } from '../../shared/people/actor.ts';
import { When } from '../../shared/parts/when.ts';
import { queueDialog, type QueueDialogCommand } from './queue-commands.ts';
import {
  keptSlotsText,
  otherQueuesText,
  ranText,
  queueStateText,
  slotLook,
  slotsText,
  takenText,
  tooLargeText,
  waitText,
} from './queue-text.ts';
import { limitAfter, LimitSteps } from './limit-steps.ts';
import { WaitingLine } from './line/waiting-line.ts';
import { ErrorNote } from '../../shared/parts/error-note.ts';

/** The queues: waiting jobs in order, running jobs, pause and limit. */
@Component({
  selector: 'rp-queue-page',
  imports: [Actor, Icon, LoadError, Button, IconButton, PageHeading, RouterLink, WaitingLine, When, ErrorNote],
  templateUrl: './queue-page.html',
  styleUrl: './queue-page.css',
})
export class QueuePage {
  private readonly api = inject(Api);
  private readonly queueApi = inject(QueueApi);
  private readonly sheets = inject(Sheets);
  private readonly user = inject(CurrentUser);
  private readonly clock = inject(Clock);
  private readonly steps: LimitSteps = new LimitSteps(() => ({
    queue: this.queue(),
    stepsBefore: this.last()?.stepsBefore ?? 0,
  }));
  private readonly read = resource({ loader: () => this.steps.during(this.api.queues()) });
  protected readonly again = reloader(this.read);
  private readonly last = lastValue(this.read);
  private readonly failed = signal('');
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly problem = this.failed.asReadonly();
  private readonly chosen = signal('default');
  protected readonly names = computed(() => this.last()?.items.map(({ name }) => name) ?? []);
  protected readonly queue = computed(() => {
    const all = this.last()?.items;
    return all?.find(({ name }) => name === this.chosen()) ?? all?.[0] ?? null;
  });
  protected readonly limit = this.steps.limit.asReadonly();
  /** Whether the queue starts no jobs because it is paused or its limit is 0. */
  protected readonly startsNone = computed(() => !!this.queue()?.paused || this.queue()?.limit === 0);
  protected readonly commands = commandFacts;
  protected readonly stateText = queueStateText;
  protected readonly slotsText = slotsText;
  protected readonly takenText = takenText;
  protected readonly counts = computed(() => {
    const running = this.queue()?.running ?? [];
    const paused = running.filter(({ status }) => status === 'paused').length;
    return { paused, running: running.length - paused };
  });
  /** The first of the jobs for which no active runner is large enough. */
  protected readonly tooLargeJobs = computed(() =>
    (this.queue()?.waiting ?? []).filter(({ is_too_large }) => is_too_large).slice(0, 3),
  );
  /** The first of the jobs that need a Nextflow that no active runner has. */
  protected readonly withoutNextflow = computed(() =>
    (this.queue()?.waiting ?? []).filter(({ needs_nextflow }) => needs_nextflow !== null).slice(0, 3),
  );
  protected readonly tooLarge = tooLargeText;
  protected readonly keptSlots = computed(() => this.queue() && keptSlotsText(this.queue()!));
  protected readonly otherQueues = computed(
    () => this.queue() && otherQueuesText(this.queue()!, this.last()?.items ?? []),
  );
  /** Whether the queue can be removed, because it is not the default queue and has no open jobs. */
  protected readonly isRemovable = computed(() => {
    const queue = this.queue();
    return !!queue && queue.name !== DEFAULT_QUEUE && queue.waiting_count === 0 && queue.running.length === 0;
  });
  protected readonly mayNotPause = computed(() => this.user.whyNot('pause_queue'));
  protected readonly mayNotLimit = computed(() => this.user.whyNot('limit_queue'));

  constructor() {
    inject(PageState).show('Queue');
    inject(Live).follow(null);
    followQueues(() => this.again());
  }

  protected choose(name: string): void {
    this.chosen.set(name);
  }

  protected readonly wait = waitText;
  protected readonly count = count;

  protected newJobWait(ms: number | null): string {
    return ms === 0 ? 'none' : this.wait(ms);
  }

  protected readonly slotLook = slotLook;
  protected ranText(job: RunningJobView): string {
    return ranText(job, this.clock.now());
  }

  protected async ask(command: QueueDialogCommand): Promise<void> {
    const queue = this.queue()?.name ?? 'default';
    const label = commandFacts[command].text.label;
    const dialog = queueDialog(command, queue, this.queueApi);
    const done = await this.sheets.open<string | true>(TargetDialog, dialog, { label });
    if (done === undefined) return;
    if (typeof done === 'string') this.choose(done);
    if (command === 'remove_queue') this.choose('default');
    this.again();
  }

  /** Decreases or increases the limit by one. Above the number of all slots, there is no limit. */
  protected async step(by: 1 | -1): Promise<void> {
    const queue = this.queue();
    if (!queue || queue.slots === null) return;
    const limit = limitAfter(this.limit(), queue.slots, by);
    const send = () => this.queueApi.command('limit_queue', queue.name, { limit }, newKey());
    await this.send(() => this.steps.take(limit, send));
  }

  protected async order(order: 'fair' | 'age'): Promise<void> {
    const queue = this.queue();
    if (queue) await this.send(() => this.queueApi.command('order_queue', queue.name, { order }, newKey()));
  }

  protected async send(send: () => Promise<unknown>): Promise<void> {
    this.failed.set('');
    try {
      await send();
    } catch (error) {
      this.failed.set(messageOf(error));
    }
    this.again();
  }
}
