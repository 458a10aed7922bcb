import { Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { StorageView, StoredJob } from '@reprise/contracts';
import { Button } from '../../shared/parts/button.ts';
import { lastValue } from '../../core/last-value.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Live } from '../../core/live/live.ts';
import { PageHeading } from '../../core/page/page-heading.ts';
import { PageState } from '../../core/page/page-state.ts';
import { messageOf } from '../../core/problem.ts';
import { StorageApi } from '../../core/api/storage-api.ts';
import { bytes, count, plural } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { LoadError } from '../../shared/reading/load-error.ts';
import { OFFERED_BULK } from '../../shared/wings/offered-bulk.ts';
import { People } from '../../shared/people/people.ts';
import { poll } from '../../shared/reading/poll.ts';
import { When } from '../../shared/parts/when.ts';
import { LeftFilesPanel } from './left-files.ts';
import { RetentionSteps } from './retention-steps.ts';
import {
  ageText,
  amountText,
  chosenText,
  freedText,
  jobBytes,
  notCleanable,
  percentUsed,
  ruleText,
  storedStateText,
  unknownSizesText,
  statusWord,
} from './storage-text.ts';
import { TryRules } from './try-rules.ts';

/** Number of jobs shown, which are those with the most bytes. */
const JOBS = 200;
/** Maximum number of jobs with files that reruns left. */
const MOST_LEFT = 1_000;

/** Disks, job sizes by group, and what retention rules would free. Users can select and clean jobs here. */
@Component({
  selector: 'rp-storage-page',
  imports: [Icon, LeftFilesPanel, LoadError, Button, PageHeading, RetentionSteps, RouterLink, TryRules, When],
  templateUrl: './storage-page.html',
  styleUrl: './storage-page.css',
})
export class StoragePage {
  private readonly api = inject(StorageApi);
  protected readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  protected readonly bulk = inject(OFFERED_BULK);
  protected readonly all = resource({
    loader: async () => {
      const [storage, jobs, left, retention] = await Promise.all([
        this.api.storage(),
        this.api.jobs(JOBS, 'false'),
        this.api.jobs(MOST_LEFT, 'true'),
        this.api.retention(JOBS),
      ]);
      const more = jobs.next_cursor !== null;
      return { storage, jobs: jobs.items, left: left.items, more, retention };
    },
  });
  private readonly last = lastValue(this.all);
  protected readonly storage = computed(() => this.last()?.storage ?? null);
  protected readonly jobs = computed(() => this.last()?.jobs ?? []);
  protected readonly left = computed(() => this.last()?.left ?? []);
  protected readonly more = computed(() => this.last()?.more ?? false);
  protected readonly retention = computed(() => this.last()?.retention.items ?? []);
  protected readonly error = computed(() => (this.all.error() ? messageOf(this.all.error()) : ''));
  protected readonly hasRules = computed(() =>
    Object.values(this.storage()?.rules ?? {}).some((rule) => rule !== null),
  );
  protected readonly freed = computed(() => freedText(this.retention(), this.last()?.retention.next_cursor !== null));
  private readonly selected = signal<ReadonlySet<string>>(new Set());
  protected readonly chosen = computed(() => this.jobs().filter(({ job_id }) => this.selected().has(job_id)));
  /** Groups of the sizes, each with its title and rows. */
  protected readonly groups = computed(() => {
    const storage = this.storage();
    return storage ? this.groupsOf(storage) : [];
  });

  protected readonly bytes = bytes;
  protected readonly sum = (amount: StorageView['total']) => amountText(amount, this.storage()?.not_measured ?? 0);
  protected readonly chosenText = chosenText;
  protected readonly unknownSizesText = unknownSizesText;
  protected readonly plural = plural;
  protected readonly count = count;
  protected readonly statusWord = statusWord;
  protected readonly jobBytes = jobBytes;
  protected readonly whyNotClean = computed(() => this.user.whyNot('clean'));
  protected readonly notCleanable = notCleanable;
  protected readonly stateText = storedStateText;
  protected readonly rules = ruleText;
  protected readonly used = percentUsed;

  constructor() {
    inject(PageState).show('Storage');
    inject(Live).follow(null);
    poll(() => this.all.reload());
  }

  protected isChosen(job: StoredJob): boolean {
    return this.selected().has(job.job_id);
  }

  protected choose(job: StoredJob, on: boolean): void {
    this.selected.update((before) => {
      const next = new Set(before);
      if (on) next.add(job.job_id);
      else next.delete(job.job_id);
      return next;
    });
  }

  protected clear(): void {
    this.selected.set(new Set());
  }

  /** Cleans the chosen jobs, after a confirmation. */
  protected async clean(): Promise<void> {
    const jobs = this.chosen();
    if (jobs.length === 0) return;
    const isSent = await this.bulk?.send({
      action: 'clean',
      allowing: jobs.length,
      count: jobs.length,
      target: { job_ids: jobs.map(({ job_id }) => job_id) },
    });
    if (isSent) this.clear();
  }

  private groupsOf({ by_pipeline, by_person, by_age }: StorageView) {
    const row = (name: string, amount: StorageView['total']) => ({
      name,
      jobs: amount.jobs,
      sum: this.sum(amount),
    });
    return [
      { title: 'By pipeline', rows: by_pipeline.map((each) => row(each.pipeline, each)) },
      { title: 'By person', rows: by_person.map((each) => row(this.people.text(each.actor), each)) },
      { title: 'By age', rows: by_age.map((each) => row(ageText(each.age), each)) },
    ];
  }
}
