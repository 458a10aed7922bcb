import { Component, computed, input } from '@angular/core';
import type { RunPreview } from '@reprise/contracts';
import { Icon } from '../../shared/parts/icon.ts';
import { completePreview, type ReceivedPreview } from './complete-preview.ts';
import {
  changedInputsText,
  changedParamText,
  changedPipelineText,
  iconOf,
  ignoredParamsText,
  missingInputsText,
  missingPipelineText,
  movedText,
  otherNextflowText,
  obstacleText,
  summaryText,
  notCountedText,
  timeText,
  whyText,
  willText,
} from './preview-text.ts';

/** Table with the tasks that an attempt will run again and those that stay cached, by step. */
@Component({
  selector: 'rp-run-preview',
  imports: [Icon],
  templateUrl: './run-preview.html',
  styleUrl: './run-preview.css',
})
export class RunPreviewTable {
  /** Null while it is being read for the first time. */
  readonly preview = input.required<RunPreview | null, ReceivedPreview | null>({ transform: completePreview });
  readonly of = input.required<'restart' | 'resume'>();
  /** Whether a newer preview is being read. */
  readonly isReading = input(false);
  /** Why there is no preview; empty if there is one. */
  readonly problem = input('');
  private readonly ignoresParams = computed(() => (this.preview()?.ignores_params ?? null) !== null);
  protected readonly rows = computed(() =>
    (this.preview()?.steps ?? []).map((step) => ({
      key: step.process,
      step,
      will: willText(step, this.ignoresParams()),
      why: whyText(step, this.of()),
      time: timeText(step),
      icon: iconOf(step),
      title: step.names.join('\n'),
    })),
  );
  protected readonly words = computed(() => {
    const preview = this.preview();
    if (!preview) return null;
    return {
      summary: preview.steps.length > 0 ? summaryText(preview) : '',
      moved: movedText(preview),
      notCounted: this.of() === 'resume' ? notCountedText(preview) : '',
      warnings: [
        preview.refusal ?? obstacleText(preview),
        missingPipelineText(preview),
        missingInputsText(preview),
        changedInputsText(preview),
        otherNextflowText(preview),
        changedPipelineText(preview),
        ignoredParamsText(preview),
      ].filter((warning) => warning !== ''),
      changes: preview.changes.map((change) => ({
        param: change.param,
        text: changedParamText(change, this.ignoresParams()),
      })),
    };
  });
}
