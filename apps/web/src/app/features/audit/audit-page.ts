import { Component, computed, DestroyRef, effect, inject, input, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { throttleTime } from 'rxjs';
import { Button } from '../../shared/parts/button.ts';
import { exportUrl } from '../../core/api/audit-api.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Clock } from '../../core/clock.ts';
import { People } from '../../shared/people/people.ts';
import { Health } from '../../shared/health/health.ts';
import { Live } from '../../core/live/live.ts';
import { PageState } from '../../core/page/page-state.ts';
import { sameContent } from '../../core/same-content.ts';
import { restoreScrollPosition } from '../../core/page/scroll-position.ts';
import { Shortcuts } from '../../core/page/shortcuts.ts';
import { count } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { OFFERED_RECORDS } from '../../shared/wings/offered-records.ts';
import { LoadError } from '../../shared/reading/load-error.ts';
import { NewRows } from '../../shared/table/new-rows.ts';
import { PageHeading } from '../../core/page/page-heading.ts';
import { AuditFilterBar } from './filters/audit-filter-bar.ts';
import { type AuditState, fromParams, isFiltered, jobIdIn, toParams, toQuery } from './audit-state.ts';
import { AuditTable } from './table/audit-table.ts';
import { AuditListCache } from './audit-list-cache.ts';
import { QuarantinedEvents } from './quarantined/quarantined-events.ts';
import { QuarantinedList } from './quarantined/quarantined-list.ts';
import { noEntryText } from './no-entry-text.ts';
import { LastVerification } from './verification/last-verification.ts';
import { VerificationNote } from './verification/verification-note.ts';

/** Minimum time between two catch-ups. */
const CATCH_UP_MS = 700;

/** The audit trail of all jobs, the newest entry first: who did what to which job, why, and with what outcome. */
@Component({
  selector: 'rp-audit-page',
  imports: [
    AuditFilterBar,
    AuditTable,
    Icon,
    LoadError,
    Button,
    NewRows,
    PageHeading,
    RouterLink,
    QuarantinedEvents,
    VerificationNote,
  ],
  templateUrl: './audit-page.html',
  styleUrl: '../../shared/table/list-page.css',
})
export class AuditPage {
  private readonly user = inject(CurrentUser);
  protected readonly records = inject(OFFERED_RECORDS);
  private readonly people = inject(People);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  private readonly clock = inject(Clock);
  private readonly health = inject(Health);
  private readonly cache = inject(AuditListCache);
  private readonly verification = inject(LastVerification);
  private readonly quarantined = inject(QuarantinedList);
  private readonly filterBar = viewChild(AuditFilterBar);
  private readonly table = viewChild(AuditTable);

  protected readonly maySubmit = computed(() => this.user.whyNot('submit') === null);

  readonly person = input<string>();
  readonly command = input<string>();
  readonly outcome = input<string>();
  readonly job = input<string>();
  readonly pipeline = input<string>();
  readonly request = input<string>();
  readonly time = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly q = input<string>();
  readonly entries = input<string>();

  protected readonly list = this.cache.list;
  /** Whether the notes at the top are known. Until then, the content below is not shown, because it would move. */
  protected readonly hasNotes = computed(() => this.verification.answered() && this.quarantined.answered());
  protected readonly state = computed(
    (): AuditState =>
      fromParams({
        person: this.person(),
        command: this.command(),
        outcome: this.outcome(),
        job: this.job(),
        pipeline: this.pipeline(),
        request: this.request(),
        time: this.time(),
        from: this.from(),
        to: this.to(),
        q: this.q(),
        entries: this.entries(),
      }),
    { equal: sameContent },
  );
  protected readonly filtered = computed(() => isFiltered(this.state()));
  protected readonly looked = computed(() =>
    noEntryText(this.state(), (actor) => this.people.text(actor, 'this user')),
  );
  protected readonly showsCommands = computed(() => ['commands', 'story', 'all'].includes(this.state().entries));
  protected readonly empty = computed(() => this.list.status() === 'ready' && this.list.rows().length === 0);
  /** Id of the job that the list is filtered to. */
  protected readonly ofJob = computed(() => jobIdIn(this.state()));
  protected readonly total = computed(() => {
    const last = this.health.projection()?.last_seq;
    return last === undefined ? '' : `${count(last)} entries recorded`;
  });

  constructor() {
    inject(PageState).show('Audit');
    this.live.follow(null);
    void this.quarantined.read();
    let opened = false;
    effect(() => {
      const state = this.state();
      untracked(() => void (opened ? this.list.show(state) : this.list.open(state)));
      opened = true;
    });
    effect(() => {
      if (this.live.openings()) untracked(() => void this.list.catchUp(true));
    });
    this.live.events
      .pipe(takeUntilDestroyed())
      .subscribe((event) => event.kind === 'job' && this.list.noteChange(event.job));
    this.live.events
      .pipe(throttleTime(CATCH_UP_MS, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => void this.list.catchUp());
    restoreScrollPosition(this.cache);
    inject(Shortcuts).add(inject(DestroyRef), [
      { keys: '/', label: 'Search the reasons', group: 'Audit', run: () => this.filterBar()?.focus() },
      { keys: 'j', label: 'Next entry', group: 'Audit', run: () => this.table()?.step(1), keyOnly: true },
      { keys: 'k', label: 'Previous entry', group: 'Audit', run: () => this.table()?.step(-1), keyOnly: true },
      {
        keys: '.',
        label: 'Show new entries',
        group: 'Audit',
        run: () => void this.showNew(),
        ready: () => this.list.newText() !== '',
      },
    ]);
  }

  /** Sets the download link for the current selection. A relative time span ends at the click. */
  protected export(format: 'csv' | 'ndjson', event: Event): void {
    (event.currentTarget as HTMLAnchorElement).href = exportUrl(toQuery(this.state(), this.clock.now()), format);
  }

  protected change(change: Partial<AuditState>): void {
    const queryParams = toParams({ ...this.state(), ...change });
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: toParams(fromParams({ entries: this.entries() })), replaceUrl: true });
    this.filterBar()?.focus(); // the button is removed with the filters
  }

  protected async showNew(): Promise<void> {
    await this.list.showNew();
    window.scrollTo({ top: 0 });
  }
}
