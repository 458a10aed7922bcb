import { Component, computed, input } from '@angular/core';
import type { RunPreview } from '@reprise/contracts';
import { Icon } from '../../shared/icon.ts';
import {
  changedParamWords,
  changedPipelineWords,
  iconOf,
  ignoredParamsWords,
  movedWords,
  otherNextflowWords,
  obstacleWords,
  summaryWords,
  notCountedWords,
  timeWords,
  whyWords,
  willWords,
} from './preview-words.ts';

/** Table of what an attempt will run again and what stays cached, by step. */
@Component({
  selector: 'rp-run-preview',
  imports: [Icon],
  templateUrl: './run-preview.html',
  styleUrl: './run-preview.css',
})
export class RunPreviewTable {
  /** Null while it is read for the first time. */
  readonly preview = input.required<RunPreview | null>();
  readonly of = input.required<'restart' | 'resume'>();
  /** Whether a newer one is being read. */
  readonly isReading = input(false);
  /** Why there is none; empty where there is. */
  readonly problem = input('');
  private readonly ignoresParams = computed(() => (this.preview()?.ignores_params ?? null) !== null);
  protected readonly rows = computed(() =>
    (this.preview()?.steps ?? []).map((step) => ({
      key: step.process,
      step,
      will: willWords(step, this.ignoresParams()),
      why: whyWords(step, this.of()),
      time: timeWords(step),
      icon: iconOf(step),
      title: step.names.join('\n'),
    })),
  );
  protected readonly words = computed(() => {
    const preview = this.preview();
    if (!preview) return null;
    return {
      summary: preview.steps.length > 0 ? summaryWords(preview) : '',
      moved: movedWords(preview),
      notCounted: this.of() === 'resume' ? notCountedWords(preview) : '',
      obstacle: preview.refusal ?? obstacleWords(preview),
      nextflow: otherNextflowWords(preview),
      pipeline: changedPipelineWords(preview),
      ignored: ignoredParamsWords(preview),
      changes: preview.changes.map((change) => ({
        param: change.param,
        text: changedParamWords(change, this.ignoresParams()),
      })),
    };
  });
}
