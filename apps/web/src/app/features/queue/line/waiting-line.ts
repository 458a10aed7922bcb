import { LiveAnnouncer } from '@angular/cdk/a11y';
import { CdkDrag, CdkDragHandle, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { QueueView, WaitingJob } from '@reprise/contracts';
import { Button, IconButton } from '../../../shared/parts/button.ts';
import { QueueApi } from '../../../core/api/queue-api.ts';
import { newKey } from '../../../core/idempotent-requests.ts';
import { messageOf } from '../../../core/problem.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { count } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { Actor } from '../../../shared/people/actor.ts';
import { People } from '../../../shared/people/people.ts';
import { filesText } from '../../../shared/status/progress.ts';
import { WindowedRows } from '../../../shared/table/windowed-rows.ts';
import { When } from '../../../shared/parts/when.ts';
import { tooLargeText, waitText } from '../queue-text.ts';
import { LinePart } from './line-part.ts';
import { moveInLine } from './move-in-line.ts';
import { ErrorNote } from '../../../shared/parts/error-note.ts';

/** Maximum time until a move with keys is visible. */
const FOCUS_KEPT_MS = 3_000;
/** Number of rows rendered on both sides of the window while one is dragged, which limits how far it can be dragged. */
const DRAG_ROOM = 60;
/** Maximum number of jobs in a response of the server. */
const MOST_AT_ONCE = 1000;

/**
 * The jobs that are waiting in a queue, starting with the next one. Renders only visible rows. They can be searched,
 * and reordered by dragging or with Alt and the arrow keys.
 */
@Component({
  selector: 'section[rpWaitingLine]',
  imports: [
    Actor,
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    Icon,
    Button,
    IconButton,
    RouterLink,
    SearchField,
    When,
    ErrorNote,
  ],
  templateUrl: './waiting-line.html',
  styleUrl: './waiting-line.css',
  host: { class: 'panel', 'aria-labelledby': 'rp-waiting' },
})
export class WaitingLine {
  private readonly api = inject(QueueApi);
  private readonly user = inject(CurrentUser);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly document = inject(DOCUMENT);
  private readonly people = inject(People);
  private readonly line = viewChild.required<ElementRef<HTMLElement>>('line');
  readonly queue = input.required<QueueView>();
  /** Emits when a different order within a priority is chosen. */
  readonly ordered = output<'fair' | 'age'>();
  /** Emits a command to send that changes the queue order. */
  readonly sent = output<() => Promise<unknown>>();

  protected readonly part = new LinePart(this.queue, ({ name, ...asked }) => this.api.waiting(name, asked));
  private readonly rows = new WindowedRows<WaitingJob | undefined>({
    list: () => ({ ...WHOLE, rows: this.part.jobs }),
    key: (job) => job?.job_id ?? '',
    body: () => this.line().nativeElement,
    sizes: { row: 56, card: 7.75 * 16, above: 0 },
    extras: () => [],
  });
  /** Positions that stay rendered while a job is dragged. */
  private readonly held = signal<{ first: number; last: number } | null>(null);
  private readonly drawnPlaces = computed(() => {
    const { first, last, count: all } = this.rows.window;
    const places = this.held() ?? { first: first(), last: last() };
    return { first: Math.min(places.first, all()), last: Math.min(places.last, all()) };
  });
  protected readonly drawn = computed(() => {
    const { first, last } = this.drawnPlaces();
    const jobs = this.part.jobs();
    return jobs.slice(first, last).map((job, i) => ({ job, index: first + i, key: job?.job_id ?? first + i }));
  });
  protected readonly before = computed(() => this.rows.window.offsetOf(this.drawnPlaces().first));
  protected readonly after = computed(() => {
    const { window } = this.rows;
    return window.offsetOf(window.count()) - window.offsetOf(this.drawnPlaces().last);
  });
  protected readonly mayNotLimit = computed(() => this.user.whyNot('limit_queue'));
  protected readonly mayNotMove = computed(() => this.user.whyNot('priority'));
  protected readonly count = count;
  protected readonly filesText = (waits: NonNullable<WaitingJob['waits_for']>) =>
    filesText(waits, (id) => this.people.runner(id));
  protected readonly messageOf = messageOf;
  protected readonly tooLarge = tooLargeText;
  protected readonly wait = waitText;

  constructor() {
    effect(() => this.part.seen.set(this.drawnPlaces()));
    afterRenderEffect(() => {
      this.drawn();
      this.keepFocus();
    });
  }

  /** Called before a drag. The list measures its rows at the beginning, and must not render others until the end. */
  protected hold(): void {
    if (this.part.q()) return; // nothing can be dragged in a search
    const { first, last } = this.drawnPlaces();
    this.held.set({ first: Math.max(0, first - DRAG_ROOM), last: last + DRAG_ROOM });
  }

  protected release(): void {
    this.held.set(null);
  }

  protected isDragged = false;
  /** Positions in the queue of the rows that the list measured. A drop is reported by the index among them. */
  private places: readonly number[] = [];

  protected startDrag(): void {
    this.isDragged = true;
    this.places = this.drawn().flatMap(({ job, index }) => (job ? [index] : []));
  }

  /** The drop is reported after the end of the drag. */
  protected endDrag(): void {
    this.isDragged = false;
    queueMicrotask(() => this.release());
  }

  protected front(jobId: string): void {
    this.sent.emit(() => this.api.prioritize(jobId, { priority: 'front' }, newKey()));
  }

  /** The order may have changed since the drag began. Its first index then belongs to a different job. */
  protected drop({ item, currentIndex }: CdkDragDrop<unknown, unknown, string>): void {
    const to = this.places[currentIndex];
    if (to === undefined) return;
    this.sent.emit(() => this.moveTo(item.data, to, this.part.jobs()));
  }

  private keyed = { jobId: '', at: 0 };
  /** A row loses the focus when it moves, so the focus returns to the handle for the next key. */
  private keepFocus(): void {
    const { jobId, at } = this.keyed;
    if (this.document.activeElement !== this.document.body || performance.now() - at > FOCUS_KEPT_MS) return;
    this.document.getElementById(`rp-move-${jobId}`)?.focus();
  }

  /** Moves with keys, in sequence. Each begins where the previous one ended. */
  private moves: Promise<unknown> = Promise.resolve();

  protected key(event: Event, { job_id, position }: WaitingJob): void {
    const { altKey, key } = event as KeyboardEvent;
    const by = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
    if (!altKey || by === 0) return;
    event.preventDefault();
    this.keyed = { jobId: job_id, at: performance.now() };
    const before = this.moves;
    this.sent.emit(() => (this.moves = before.catch(() => undefined).then(() => this.moveBy(job_id, position, by))));
  }

  private async moveBy(jobId: string, position: number, by: 1 | -1): Promise<void> {
    const { jobs, isWhole } = await this.readLine(position + DRAG_ROOM);
    const index = jobs.findIndex(({ job_id }) => job_id === jobId);
    const shown = isWhole ? jobs : [...jobs, undefined];
    if (index >= 0) await this.moveTo(jobId, index + by, shown);
  }

  /** Reads the order from its start, with at least this many jobs. */
  private async readLine(least: number): Promise<{ jobs: readonly WaitingJob[]; isWhole: boolean }> {
    const jobs: WaitingJob[] = [];
    for (;;) {
      const limit = Math.min(MOST_AT_ONCE, Math.max(1, least - jobs.length));
      const { items, total } = await this.api.waiting(this.queue().name, { q: '', from: jobs.length, limit });
      jobs.push(...items);
      const isWhole = jobs.length >= total || items.length === 0;
      if (isWhole || jobs.length >= least) return { jobs, isWhole };
    }
  }

  private async moveTo(jobId: string, to: number, shown: readonly (WaitingJob | undefined)[]): Promise<void> {
    if (to < 0 || to >= shown.length) return;
    const read = (least: number) => this.readLine(least);
    const prioritize = (id: string, priority: number) => this.api.prioritize(id, { priority }, newKey());
    const place = await moveInLine({ read, prioritize }, shown, jobId, to);
    const name = shown.find((job) => job?.job_id === jobId)?.sample_name ?? '';
    if (place >= 0) void this.announcer.announce(`${name} is number ${String(place + 1)} in line`);
  }
}

/** A list without further pages, because its rows are read when they become visible. */
const WHOLE = {
  hasMore: () => false,
  loadingMore: () => false,
  error: () => '',
  more: () => Promise.resolve(),
};
