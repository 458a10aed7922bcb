import { Component, input, output } from '@angular/core';
import type { PipelineView } from '@reprise/contracts';

/** The pipelines, one of which is chosen. */
@Component({
  selector: 'rp-pipeline-choice',
  template: `
    @for (pipeline of pipelines(); track pipeline.name) {
      <label class="opt">
        <input
          type="radio"
          name="pipeline"
          [checked]="chosen()?.name === pipeline.name"
          (change)="choose.emit(pipeline)"
        />
        <span>
          <span class="strong">{{ pipeline.title }}</span>&ngsp;<span class="mono t3"
            >{{ pipeline.name }} {{ pipeline.version ?? '' }}</span
          ><br />
          <span class="small t2">{{ pipeline.description ?? '' }}</span>
        </span>
      </label>
    } @empty {
      @if (isRead()) {
        <p class="t2">No pipeline could be loaded.</p>
      } @else {
        <span class="sk"></span>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
      gap: 10px;
    }
  `,
})
export class PipelineChoice {
  readonly pipelines = input.required<readonly PipelineView[]>();
  /** Whether the server has answered. */
  readonly isRead = input.required<boolean>();
  readonly chosen = input.required<PipelineView | null>();
  readonly choose = output<PipelineView>();
}
