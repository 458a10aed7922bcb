import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { bufferTime, filter } from 'rxjs';
import { CommandPrompt } from '../../commands/send/command-prompt.ts';
import { commandShortcuts } from '../../commands/send/command-shortcuts.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Live } from '../../core/live/live.ts';
import { PageState } from '../../core/page/page-state.ts';
import { Preferences } from '../../core/page/preferences.ts';
import { sameContent } from '../../core/same-content.ts';
import { restoreScrollPosition } from '../../core/page/scroll-position.ts';
import { Shortcuts } from '../../core/page/shortcuts.ts';
import { BulkBar } from './bulk/bulk-bar.ts';
import { Selection } from './bulk/selection.ts';
import { selectionShortcuts } from './bulk/selection-shortcuts.ts';
import { EmptyJobs } from './empty/empty-jobs.ts';
import { FilterBar } from './filters/filter-bar.ts';
import { JobTable } from './table/job-table.ts';
import { JobListCache } from './job-list-cache.ts';
import { USUAL_COLUMNS } from './columns.ts';
import { fromParams, isFiltered, type ListState, matchingIn, toParams, viewParams } from './list-state.ts';
import { StatusTiles } from './filters/status-tiles.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { LoadError } from '../../shared/reading/load-error.ts';
import { MissingPart } from '../../shared/missing/missing-part.ts';
import { LatePart } from '../../shared/wings/late-part.ts';
import { OFFERED_BULK } from '../../shared/wings/offered-bulk.ts';
import { OFFERED_VIEWS } from '../../shared/wings/offered-views.ts';
import { PausedQueues } from '../../shared/reading/paused-queues.ts';
import { NewRows } from '../../shared/table/new-rows.ts';
import { PageHeading } from '../../core/page/page-heading.ts';

/** Changes are applied in batches, so that many of them render the rows only once. */
const BATCH_MS = 120;

@Component({
  selector: 'rp-jobs-page',
  imports: [
    BulkBar,
    EmptyJobs,
    FilterBar,
    Icon,
    JobTable,
    LatePart,
    LoadError,
    MissingPart,
    NewRows,
    PageHeading,
    PausedQueues,
    StatusTiles,
  ],
  templateUrl: './jobs-page.html',
  styleUrl: '../../shared/table/list-page.css',
})
export class JobsPage {
  private readonly router = inject(Router);
  private readonly settings = inject(Preferences);
  private readonly live = inject(Live);
  private readonly filterBar = viewChild.required(FilterBar);
  protected readonly table = viewChild(JobTable);

  /** Filters, sort and columns in the address. */
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  /** Id of the saved view that was opened. */
  readonly view = input<string>();

  private readonly user = inject(CurrentUser);
  /** Actor whose jobs the list shows by default; empty for all users, and for users who submit no jobs. */
  private readonly usually = computed(() => {
    const whose = this.settings.jobs() ?? (this.user.session()?.role === 'viewer' ? 'all' : 'mine');
    return whose === 'mine' ? this.user.account() : '';
  });
  private readonly cache = inject(JobListCache);
  protected readonly list = this.cache.list;
  protected readonly state = computed(
    (): ListState => fromParams(this.params(), this.settings.columns(), this.usually()),
    { equal: sameContent },
  );
  /** The part of the state that selects rows. */
  private readonly selection = computed(() => ({ ...this.state(), columns: USUAL_COLUMNS }), {
    equal: sameContent,
  });
  protected readonly chosen = new Selection(this.list.rows, () => matchingIn(this.list.summary(), this.state().tile));
  protected readonly bulk = inject(OFFERED_BULK);
  protected readonly views = inject(OFFERED_VIEWS);
  /** Opened by the user, or by the address of a view. Stays open when the view is deleted. */
  protected readonly showsViews = linkedSignal<unknown, boolean>({
    source: this.view,
    computation: (view, before) => !!view || !!before?.value,
  });
  protected readonly askedForViews = signal(0);
  /** Whether the table can be drawn without moving when the bar of an address with a view is inserted. */
  protected readonly isPlaced = linkedSignal<unknown, boolean>({
    source: this.view,
    computation: (view, before) => before?.value ?? !view,
  });
  protected readonly filtered = computed(() => isFiltered(this.state()));
  protected readonly empty = computed(() => this.list.status() === 'ready' && this.list.rows().length === 0);

  constructor() {
    inject(PageState).show('Jobs');
    this.live.follow(null);
    effect(() => this.views?.shown.set(viewParams(this.state())));
    effect(() => {
      const selection = this.selection();
      if (this.user.isAsked())
        untracked(() => {
          this.chosen.clear(); // rows that are no longer visible must not be affected by commands
          void this.list.show(selection);
        });
    });
    // A stream that was opened before this page existed cannot have missed a change to the page's data.
    const openedBefore = untracked(this.live.openings);
    effect(() => {
      if (this.live.openings() > openedBefore) untracked(() => void this.list.catchUp());
    });
    this.live.events
      .pipe(
        bufferTime(BATCH_MS),
        filter((events) => events.length > 0),
        takeUntilDestroyed(),
      )
      .subscribe((events) => {
        this.list.apply(events.flatMap((event): JobView[] => (event.kind === 'job' ? [event.job] : [])));
        this.countLater();
      });
    restoreScrollPosition(this.cache);
    inject(Shortcuts).add(inject(DestroyRef), [
      { keys: '/', label: 'Search', group: 'Jobs', run: () => this.filterBar().focus() },
      { keys: 'j', label: 'Next job', group: 'Jobs', run: () => this.table()?.step(1), keyOnly: true },
      { keys: 'k', label: 'Previous job', group: 'Jobs', run: () => this.table()?.step(-1), keyOnly: true },
      ...commandShortcuts({
        group: 'Jobs',
        object: 'the job',
        prompt: inject(CommandPrompt),
        job: () => this.table()?.currentJob(),
        may: (name) => this.user.whyNot(name) === null,
      }),
      ...(this.bulk ? selectionShortcuts(this.chosen, () => this.table()?.currentJob()) : []),
      {
        keys: '.',
        label: 'Show new jobs',
        group: 'Jobs',
        run: () => void this.showNew(),
        ready: () => this.list.newCount() > 0,
      },
    ]);
  }

  /** Counts are read after changes, at most once a second. */
  private countTimer: ReturnType<typeof setTimeout> | undefined;
  private countLater(): void {
    this.countTimer ??= setTimeout(() => {
      this.countTimer = undefined;
      void this.list.readSummary();
    }, 1000);
  }

  protected change(change: Partial<ListState>): void {
    if (change.columns) this.settings.columns.set(change.columns);
    const queryParams = { ...toParams({ ...this.state(), ...change }, this.usually()), view: this.view() };
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }

  protected toggleViews(): void {
    this.askedForViews.update((times) => times + 1);
    this.showsViews.update((shows) => !shows);
  }

  protected clear(): void {
    this.change({ tile: 'all', q: '', pipeline: '', createdBy: '', qc: '', labels: [], sheet: '', more: {} });
    this.filterBar().focus(); // the button is removed with the filters
  }

  protected async showNew(): Promise<void> {
    await this.list.showNew();
    window.scrollTo({ top: 0 });
  }
}
