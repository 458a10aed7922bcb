import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BulkCommandName, CommandText } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { bulkCommandNames } from '@reprise/contracts/command-names';
import { Button, IconButton } from '../../../shared/parts/button.ts';
import { buttonOrder } from '../../../commands/send/command-buttons.ts';
import { Api } from '../../../core/api/api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { lastValue } from '../../../core/last-value.ts';
import { messageOf } from '../../../core/problem.ts';
import { sameContent } from '../../../core/same-content.ts';
import { count, plural } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { type CommandToMany, OFFERED_BULK } from '../../../shared/wings/offered-bulk.ts';
import { OFFERED_RECORDS } from '../../../shared/wings/offered-records.ts';
import type { JobList } from '../job-list.ts';
import { type ListState, toQuery } from '../list-state.ts';
import type { Selection } from './selection.ts';

const isBulk = (name: string): name is BulkCommandName => (bulkCommandNames as readonly string[]).includes(name);
const inOrder = buttonOrder.filter(isBulk);

/** Bar of the selection with its commands, then with the progress and outcome of the command that was sent. */
@Component({
  selector: 'rp-bulk-bar',
  imports: [Icon, Button, IconButton, RouterLink],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.css',
})
export class BulkBar {
  private readonly api = inject(Api);
  private readonly user = inject(CurrentUser);
  protected readonly bulk = inject(OFFERED_BULK);
  private readonly records = inject(OFFERED_RECORDS);
  readonly selection = input.required<Selection>();
  readonly list = input.required<JobList>();
  readonly state = input.required<ListState>();

  /** Why the last command could not be prepared; empty if it could. */
  protected readonly problem = signal('');
  /** All matches, if all are selected. They are read again when their number changes. */
  private readonly all = resource({
    params: () => (this.selection().isAll() ? { filter: this.filter(), count: this.selection().count() } : undefined),
    loader: async ({ params: { filter } }) => ({ filter, allowing: (await this.api.jobIds(filter)).allowing }),
  });
  private readonly lastAll = lastValue(this.all);
  /** Commands that at least one selected job allows, with the number of such jobs; null if some jobs are not loaded. */
  protected readonly buttons = computed(() => {
    const known = this.allowing();
    return inOrder.flatMap((action) => {
      if (this.user.whyNot(action) !== null) return [];
      const allowing = known === null ? null : (known[action] ?? 0);
      return allowing === 0 ? [] : [{ action, allowing, ...commandFacts[action] }];
    });
  });
  protected readonly isCounting = computed(() => this.all.isLoading() && this.allowing() === null);
  private readonly allowing = computed((): Partial<Record<BulkCommandName, number>> | null => {
    const [selection, jobs, last] = [this.selection(), this.selection().jobs(), this.lastAll()];
    if (selection.isAll()) return last?.filter === this.filter() ? last.allowing : null;
    if (jobs.length !== selection.count()) return null;
    return Object.fromEntries(
      inOrder.map((action) => [action, jobs.filter(({ allowed_actions }) => allowed_actions.includes(action)).length]),
    );
  });
  private readonly filter = computed(
    () => {
      const { sort: _, order: __, ...filter } = toQuery(this.state());
      return filter;
    },
    { equal: sameContent },
  );
  /** Page that compares the two selected jobs; null for any other number of them. */
  protected readonly comparison = computed(() => {
    const selection = this.selection();
    const [one, other, ...more] = selection.isAll() ? [] : selection.ids();
    if (!this.records || one === undefined || other === undefined || more.length > 0) return null;
    return { path: this.records.comparison(one), with: other };
  });
  protected readonly count = count;

  /** "12", or "of 12" after a command whose object is not the jobs; empty if all jobs are meant. */
  protected shareOf({ text, allowing }: { text: CommandText; allowing: number | null }): string {
    return allowing === null ? '' : `${text.ofJobs ? 'of ' : ''}${count(allowing)}`;
  }

  /** Name for screen readers, which begins with the visible text: "Cancel 3 of 10 selected jobs". */
  protected nameOf({ text, allowing }: { text: CommandText; allowing: number | null }): string {
    const share = allowing === null ? '' : `${count(allowing)} of `;
    return `${text.label} ${text.ofJobs ? 'of ' : ''}${share}${plural(this.selection().count(), 'selected job')}`;
  }

  /**
   * Reads which jobs match now, then asks for confirmation, so that the command is sent to exactly the confirmed jobs.
   */
  protected async ask(action: BulkCommandName, allowing: number | null): Promise<void> {
    const selection = this.selection();
    this.problem.set('');
    const target = await this.target();
    if (!target || selection.isEmpty()) return;
    const isSent = await this.bulk?.send({
      action,
      allowing: target.allowing?.[action] ?? allowing,
      count: target.job_ids.length,
      target: target.of,
      ...(!selection.isAll() && selection.jobs().length === target.job_ids.length && { jobs: selection.jobs() }),
    });
    if (isSent) selection.clear();
  }

  /** The selected jobs. If they cannot be read, this is null, and the reason is shown. */
  private async target(): Promise<{
    of: CommandToMany['target'];
    job_ids: readonly string[];
    allowing?: Partial<Record<BulkCommandName, number>>;
  } | null> {
    const selection = this.selection();
    if (!selection.isAll()) return { of: { job_ids: selection.ids() }, job_ids: selection.ids() };
    const filter = this.filter();
    try {
      const [{ job_ids, allowing }] = await Promise.all([this.api.jobIds(filter), this.list().readSummary()]);
      if (job_ids.length > 0) return { of: { job_ids, filter }, job_ids, allowing };
      this.problem.set('No job matches any more.');
    } catch (error) {
      this.problem.set(messageOf(error));
    }
    return null;
  }
}
