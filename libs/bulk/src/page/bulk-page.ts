import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BulkOutcome, BulkResult } from '../contract/index.ts';
import { commandTexts } from '@reprise/contracts/command-texts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { BulkApi } from './bulk-api.ts';
import { doneOf, bulkProgress, titleOf } from './bulk-text.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf, ProblemError } from '@reprise/web/core/problem.ts';
import { count, shortId } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import type { IconName } from '@reprise/web/shared/parts/icons.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { When } from '@reprise/web/shared/parts/when.ts';

const EVERY_MS = 700;

const LOOK: Record<BulkOutcome, { word: string; icon: IconName; tone: string }> = {
  failed: { word: 'Failed', icon: 'circle-x', tone: 'failed' },
  refused: { word: 'Refused', icon: 'ban', tone: 'paused' },
  waiting: { word: 'Waits for approval', icon: 'shield-check', tone: 'paused' },
  accepted: { word: 'Accepted', icon: 'circle-check', tone: 'completed' },
};

/** The loaded outcomes of a command. */
interface Outcomes {
  readonly items: readonly BulkResult[];
  /** Start of the remaining outcomes; null if there are none. */
  readonly cursor: string | null;
  /** Whether they were read after the command had ended. Before the end, failures are inserted above the ones shown. */
  readonly isFinal: boolean;
}
const NONE: Outcomes = { items: [], cursor: null, isFinal: false };

/** A command for many jobs: its progress, and the outcome for each job, failures first. */
@Component({
  selector: 'rp-bulk-page',
  imports: [Actor, Icon, LoadError, Button, PageHeading, RouterLink, When],
  templateUrl: './bulk-page.html',
  styleUrl: './bulk-page.css',
})
export class BulkPage {
  private readonly api = inject(BulkApi);
  readonly id = input.required<string>();
  private readonly read = resource({ params: () => this.id(), loader: ({ params }) => this.api.show(params) });
  private readonly last = lastValue(this.read);
  protected readonly bulk = computed(() => (this.last()?.bulk_id === this.id() ? this.last() : null));
  protected readonly outcomes = linkedSignal<string, Outcomes>({ source: this.id, computation: () => NONE });
  protected readonly results = computed(() => this.outcomes().items);
  /** Numbers of reads of outcomes: started, shown, and pending. */
  private begun = 0;
  private shown = 0;
  private waiting = 0;
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly isGone = computed(() => {
    const error = this.read.error();
    return error instanceof ProblemError && (error.status === 404 || error.status === 422);
  });
  protected readonly command = computed(() => commandTexts[this.bulk()?.command ?? 'cancel']);
  protected readonly look = LOOK;
  protected readonly titleOf = titleOf;
  protected readonly progressOf = bulkProgress;
  protected readonly doneOf = doneOf;
  protected readonly shortId = shortId;
  protected readonly count = count;

  constructor() {
    const page = inject(PageState);
    inject(Live).follow(null);
    effect(() => {
      const bulk = this.bulk();
      page.show(bulk ? titleOf(bulk) : 'Command to many jobs');
      // Failures come first, so the beginning changes while the command runs.
      if (bulk && !untracked(this.outcomes).isFinal) untracked(() => void this.readResults());
    });
    const timer = setInterval(() => {
      if (this.bulk() && !this.outcomes().isFinal && !this.read.isLoading()) this.read.reload();
    }, EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected again(): void {
    this.read.reload();
  }

  protected async more(): Promise<void> {
    const { cursor } = this.outcomes();
    if (cursor !== null && this.waiting === 0) await this.readResults(cursor);
  }

  private async readResults(cursor?: string): Promise<void> {
    const [id, number, isFinal] = [this.id(), ++this.begun, this.bulk()?.finished_at !== null];
    this.waiting++;
    const page = await this.api.results(id, cursor).catch(() => null); // the next poll tries again
    this.waiting--;
    if (!page || id !== this.id() || number < this.shown) return;
    this.shown = number;
    const before = cursor ? this.results() : [];
    this.outcomes.set({ items: [...before, ...page.items], cursor: page.next_cursor, isFinal });
  }
}
