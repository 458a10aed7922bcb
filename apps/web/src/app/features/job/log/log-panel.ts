import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  model,
  untracked,
  viewChild,
} from '@angular/core';
import type { TaskView } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { count } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { logUrl } from '../../../shared/results/result-urls.ts';
import { foundText, LogSearch } from './log-search.ts';
import { LogTail } from './log-tail.ts';

const POLL_MS = 1500;
/** Distance from the end, in pixels, up to which a log counts as scrolled to its end. */
const NEAR_END = 24;

/** A log that follows its end while it grows, until the user scrolls up. */
@Component({
  selector: 'rp-log-panel',
  imports: [Icon, SearchField],
  templateUrl: './log-panel.html',
  styleUrl: './log-panel.css',
})
export class LogPanel {
  private readonly api = inject(Api);
  private readonly box = viewChild.required<ElementRef<HTMLElement>>('box');
  private readonly linesFound = viewChild<ElementRef<HTMLElement>>('lines');
  readonly jobId = input.required<string>();
  readonly attempt = input.required<number>();
  readonly file = model.required<string>();
  /** Byte offset of the line at which the log is opened; null for its end. */
  readonly at = input<number | null>(null);
  readonly tasks = input.required<TaskView[]>();
  /** Whether the attempt may still write to the log. */
  readonly growing = input.required<boolean>();
  protected readonly tail = computed(() => {
    const [id, attempt, file] = [this.jobId(), this.attempt(), this.file()];
    return new LogTail((offset) => this.api.log(id, attempt, file, offset), this.at());
  });
  protected readonly search = computed(() => {
    const [id, attempt, file] = [this.jobId(), this.attempt(), this.file()];
    return new LogSearch((offset) => this.api.log(id, attempt, file, offset));
  });
  protected readonly wanted = linkedSignal({ source: this.search, computation: () => '' });
  protected readonly found = computed(() => {
    const { count: found, matches, cut } = this.search();
    return foundText({ found: found(), shown: matches().length, cut: cut(), grows: this.growing() });
  });
  protected readonly downloadUrl = computed(() => logUrl(this.jobId(), this.attempt(), this.file()));
  protected readonly count = count;
  protected readonly follow = linkedSignal({ source: this.tail, computation: () => this.at() === null });
  protected readonly taskName = computed(() => {
    const task = this.tasks().find(({ hash }) => hash === this.file());
    return task ? `${task.name} ${task.hash}` : this.file();
  });
  protected readonly isTask = computed(() => this.file() !== 'stdout' && this.file() !== 'nextflow');

  /** Reason why a log is empty. */
  protected readonly nothing = computed(() => {
    const hasEnded = this.tasks().some((task) => task.hash === this.file() && task.completed_at !== null);
    if (this.growing() && !hasEnded) return 'Nothing was written yet.';
    return this.isTask()
      ? 'No log: the task wrote nothing, or its work dir was deleted.'
      : 'No log: nothing was written, or the file was deleted.';
  });

  /** The log whose line was already scrolled to. */
  private shownAt: LogTail | null = null;

  constructor() {
    effect(() => {
      const tail = this.tail();
      this.growing(); // its last lines are written when it ends, so it is read once more
      untracked(() => void tail.poll());
    });
    const timer = setInterval(() => {
      if (this.growing() && !document.hidden) void this.tail().poll();
    }, POLL_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    afterRenderEffect(() => {
      this.tail().lines();
      if (!this.toLine() && this.follow()) this.toEnd();
    });
  }

  /** Goes to the next line found, or to the previous one for -1, and scrolls to it. */
  protected step(by: 1 | -1): void {
    this.search().step(by);
    this.linesFound()?.nativeElement.children[this.search().current()]?.scrollIntoView({ block: 'nearest' });
  }

  protected scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.box().nativeElement;
    this.follow.set(scrollHeight - scrollTop - clientHeight < NEAR_END);
  }

  protected find(text: string): void {
    this.wanted.set(text);
    void this.search().find(text);
  }

  protected toggle(): void {
    this.follow.update((follow) => !follow);
    if (this.follow()) this.toEnd();
  }

  /** Scrolls to the line at which the log is opened, only once. Returns whether it did. */
  private toLine(): boolean {
    const line = this.tail().line();
    if (line === null || this.shownAt === this.tail()) return false;
    this.shownAt = this.tail();
    const box = this.box().nativeElement;
    const row = box.querySelector<HTMLElement>('.current');
    if (!row) return false;
    // The previous log was emptied, which also scrolls it to its end.
    this.follow.set(false);
    const below = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += below - (box.clientHeight - row.clientHeight) / 2;
    return true;
  }

  private toEnd(): void {
    const box = this.box().nativeElement;
    box.scrollTop = box.scrollHeight;
  }
}
