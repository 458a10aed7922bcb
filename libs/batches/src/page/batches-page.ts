import { Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { plural } from '@reprise/web/shared/format.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { poll } from '@reprise/web/shared/reading/poll.ts';
import type { BatchView } from '../contract/index.ts';
import { BatchApi } from './batch-api.ts';
import { endedOf, openText, progressText } from './batch-text.ts';

/** List of batches, newest first, with the progress of each. */
@Component({
  selector: 'rp-batches-page',
  imports: [Actor, Button, Icon, LoadError, PageHeading, RouterLink, When],
  templateUrl: './batches-page.html',
  styleUrl: './batches-page.css',
})
export class BatchesPage {
  private readonly api = inject(BatchApi);
  protected readonly newest = resource({ loader: () => this.api.list() });
  private readonly last = lastValue(this.newest);
  /** The newest batches, and those that were among them before newer ones came. */
  private readonly read = linkedSignal<readonly BatchView[] | undefined, readonly BatchView[]>({
    source: () => this.last()?.items,
    computation: (items, before) => merged(items ?? [], before?.value ?? []),
  });
  /** Batches after the newest ones, which are read on demand. */
  private readonly older = signal<{ items: readonly BatchView[]; cursor: string | null } | null>(null);
  protected readonly batches = computed(() => {
    if (!this.last()) return null;
    return merged(this.read(), this.older()?.items ?? []);
  });
  protected readonly cursor = computed(() => (this.older() ?? { cursor: this.last()?.next_cursor ?? null }).cursor);
  protected readonly moreError = signal('');
  protected readonly error = computed(() => (this.newest.error() ? messageOf(this.newest.error()) : this.moreError()));
  protected readonly endedOf = endedOf;
  protected readonly openText = openText;
  protected readonly progressText = progressText;
  protected readonly plural = plural;

  constructor() {
    inject(PageState).show('Batches');
    inject(Live).follow(null);
    poll(() => this.newest.reload());
  }

  protected async more(): Promise<void> {
    const cursor = this.cursor();
    if (cursor === null) return;
    try {
      const { items, next_cursor } = await this.api.list(cursor);
      this.older.update((before) => ({ items: [...(before?.items ?? []), ...items], cursor: next_cursor }));
      this.moreError.set('');
    } catch (error) {
      this.moreError.set(messageOf(error));
    }
  }
}

/** Appends the batches that are not among the first ones. */
function merged(first: readonly BatchView[], others: readonly BatchView[]): BatchView[] {
  const ids = new Set(first.map(({ batch_id }) => batch_id));
  return [...first, ...others.filter(({ batch_id }) => !ids.has(batch_id))];
}
