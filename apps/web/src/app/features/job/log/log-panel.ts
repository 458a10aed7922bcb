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
import { Api } from '../../../core/api.ts';
import { Icon } from '../../../shared/icon.ts';
import { LogTail } from './log-tail.ts';

const POLL_MS = 1500;
/** How near to its end a log counts as being at its end. Pixels. */
const NEAR_END = 24;

/** A log that follows while it grows; scrolling up stops it, scrolling down goes on. */
@Component({
  selector: 'rp-log-panel',
  imports: [Icon],
  templateUrl: './log-panel.html',
  styleUrl: './log-panel.css',
})
export class LogPanel {
  private readonly api = inject(Api);
  private readonly box = viewChild.required<ElementRef<HTMLElement>>('box');
  readonly jobId = input.required<string>();
  readonly attempt = input.required<number>();
  readonly file = model.required<string>();
  readonly tasks = input.required<TaskView[]>();
  /** Whether something may still be written. */
  readonly growing = input.required<boolean>();
  protected readonly tail = computed(() => {
    const [id, attempt, file] = [this.jobId(), this.attempt(), this.file()];
    return new LogTail((offset) => this.api.log(id, attempt, file, offset));
  });
  protected readonly follow = linkedSignal({ source: this.tail, computation: () => true });
  protected readonly taskName = computed(() => {
    const task = this.tasks().find(({ hash }) => hash === this.file());
    return task ? `${task.name} ${task.hash}` : this.file();
  });
  protected readonly isTask = computed(() => this.file() !== 'stdout' && this.file() !== 'nextflow');

  constructor() {
    effect(() => {
      const tail = this.tail();
      this.growing(); // its last lines are written as it ends: read once more then
      untracked(() => void tail.poll());
    });
    const timer = setInterval(() => {
      if (this.growing() && !document.hidden) void this.tail().poll();
    }, POLL_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    afterRenderEffect(() => {
      this.tail().lines();
      if (this.follow()) this.toEnd();
    });
  }

  protected scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.box().nativeElement;
    this.follow.set(scrollHeight - scrollTop - clientHeight < NEAR_END);
  }

  protected toggle(): void {
    this.follow.update((follow) => !follow);
    if (this.follow()) this.toEnd();
  }

  private toEnd(): void {
    const box = this.box().nativeElement;
    box.scrollTop = box.scrollHeight;
  }
}
