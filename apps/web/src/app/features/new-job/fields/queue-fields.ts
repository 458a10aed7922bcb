import { Component, computed, inject, input } from '@angular/core';
import { Icon } from '../../../shared/parts/icon.ts';
import { QueueLines } from '../../../shared/reading/queue-lines.ts';
import type { JobForm } from '../form/job-form.ts';

/** Fields for queue and priority. The queue is only shown if there is more than one. */
@Component({
  selector: 'rp-queue-fields',
  imports: [Icon],
  template: `
    @if (names().length > 1) {
      <div>
        <label class="lbl" for="rp-queue">Queue</label>
        <span class="pick">
          <select
            class="inp form"
            id="rp-queue"
            aria-describedby="rp-queue-hint"
            [attr.aria-invalid]="form().errorOf('queue') ? true : null"
            (change)="form().setQueue($any($event.target).value)"
          >
            @for (name of names(); track name) {
              <option [value]="name" [selected]="name === form().queue.name()">{{ name }}</option>
            }
          </select>
          <rp-icon class="s" name="chevron-down" />
        </span>
        <div id="rp-queue-hint">
          @if (form().errorOf('queue'); as message) {
            <p class="hint bad"><rp-icon class="s" name="circle-x" />{{ message }}</p>
          }
          <p class="hint">{{ waiting() }}</p>
        </div>
      </div>
    }
    <div>
      <label class="lbl" for="rp-priority">Priority <span class="t3 optional">optional</span></label>
      <input
        class="inp form"
        id="rp-priority"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        placeholder="0"
        aria-describedby="rp-priority-hint"
        [attr.aria-invalid]="form().errorOf('priority') ? true : null"
        [value]="form().queue.priority()"
        (input)="form().setPriority($any($event.target).value)"
        (blur)="form().touch('priority')"
      />
      <div id="rp-priority-hint">
        @if (form().errorOf('priority'); as message) {
          <p class="hint bad"><rp-icon class="s" name="circle-x" />{{ message }}</p>
        }
        <p class="hint">A whole number. Higher goes first; 0 if empty.</p>
      </div>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
      gap: 14px 20px;
    }
  `,
})
export class QueueFields {
  private readonly lines = inject(QueueLines);
  readonly form = input.required<JobForm>();
  protected readonly names = computed(() => {
    const read = this.lines.queues()?.map(({ name }) => name) ?? [];
    // Includes the form's queue even if it no longer exists, because the server will report that.
    return [...new Set([...read, ...(read.length > 0 ? [this.form().queue.name()] : [])])];
  });
  /** "3 jobs wait in it." */
  protected readonly waiting = computed(() => {
    const queue = this.lines.queues()?.find(({ name }) => name === this.form().queue.name());
    if (queue?.paused) return 'It is paused: no job of it is started.';
    const waiting = queue?.waiting_count ?? 0;
    if (waiting === 0) return 'No job waits in it.';
    return waiting === 1 ? '1 job waits in it.' : `${waiting} jobs wait in it.`;
  });

  constructor() {
    this.lines.watch();
  }
}
