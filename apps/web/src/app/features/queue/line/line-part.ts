import { computed, resource, signal } from '@angular/core';
import type { QueueView, WaitingJob, WaitingPage } from '@reprise/contracts';
import { lastValue } from '../../../core/last-value.ts';
import { sameContent } from '../../../core/same-content.ts';

/** Number of jobs read at once, starting at a multiple of it. */
const CHUNK = 100;

type Asked = { name: string; q: string; from: number; limit: number };
type Read = (asked: Asked) => Promise<WaitingPage>;

/**
 * The waiting jobs by position. The first ones come with the queue. The others, and search results, are read when they
 * become visible.
 */
export class LinePart {
  /** Search text: part of a sample's name, or of the id of a pipeline or a job. */
  readonly q = signal('');
  /** Visible positions; the last one is excluded. */
  readonly seen = signal({ first: 0, last: 0 });
  private readonly read = resource({
    // Read again together with the queue, which is then a new object.
    params: () => this.asked(),
    loader: async ({ params: { asked } }) => ({ ...asked, ...(await this.source(asked)) }),
  });
  private readonly last = lastValue(this.read);
  readonly error = this.read.error;
  private readonly asked = computed(
    () => {
      const [queue, q, { first, last }] = [this.queue(), this.q(), this.seen()];
      if (!q && last <= queue.waiting.length) return undefined;
      const from = Math.floor(first / CHUNK) * CHUNK;
      const limit = Math.max(1, Math.ceil((last - from) / CHUNK)) * CHUNK;
      return { asked: { name: queue.name, q, from, limit }, queue };
    },
    // Scrolling by a row changes the positions, but rarely the request.
    { equal: (a, b) => a?.queue === b?.queue && sameContent(a?.asked, b?.asked) },
  );
  private readonly part = computed(() => {
    const part = this.last();
    return part?.name === this.queue().name && part.q === this.q() ? part : null;
  });
  /** Jobs by position in the queue or among search results; undefined if not loaded yet. */
  readonly jobs = computed((): (WaitingJob | undefined)[] => {
    const { waiting, waiting_count } = this.queue();
    const [part, isWhole] = [this.part(), !this.q()];
    const length = isWhole ? waiting_count : (part?.total ?? 0);
    return Array.from({ length }, (_, place) => (isWhole && waiting[place]) || part?.items[place - part.from]);
  });
  /** Whether no search results are loaded yet. */
  readonly isSearching = computed(() => !!this.q() && !this.part());

  constructor(
    private readonly queue: () => QueueView,
    private readonly source: Read,
  ) {}
}
