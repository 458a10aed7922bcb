import { signal, type WritableSignal } from '@angular/core';
import type { OwnChoice, OwnOccasion } from '../../contract/index.ts';
import { toggled } from '../dialogs/webhook-form.ts';

/** When a person hears of a job that ends. */
export type Ending = 'none' | 'failed' | 'ended';

/** Form state of a person's own notifications. */
export class OwnNotificationsForm {
  readonly ending: WritableSignal<Ending>;
  readonly others: WritableSignal<ReadonlySet<OwnOccasion>>;
  readonly jobs: WritableSignal<OwnChoice['jobs']>;
  readonly pipelines: WritableSignal<ReadonlySet<string>>;
  /** Labels, separated by spaces or commas. */
  readonly labels: WritableSignal<string>;

  constructor({ occasions, jobs, pipeline, label }: OwnChoice) {
    this.ending = signal(occasions.find((one) => one === 'ended' || one === 'failed') ?? 'none');
    this.others = signal(new Set(occasions.filter((one) => one !== 'ended' && one !== 'failed')));
    this.jobs = signal(jobs);
    this.pipelines = signal(new Set(pipeline));
    this.labels = signal(label.join(' '));
  }

  choose(occasion: OwnOccasion, on: boolean): void {
    this.others.update((chosen) => toggled(chosen, occasion, on));
  }

  choosePipeline(name: string, on: boolean): void {
    this.pipelines.update((chosen) => toggled(chosen, name, on));
  }

  body(): OwnChoice {
    const ending = this.ending();
    return {
      occasions: [...(ending === 'none' ? [] : [ending]), ...this.others()],
      jobs: this.jobs(),
      pipeline: [...this.pipelines()],
      label: this.labels()
        .split(/[\s,]+/)
        .filter(Boolean),
    };
  }
}
