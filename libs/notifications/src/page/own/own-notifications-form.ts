import { computed, signal, type WritableSignal } from '@angular/core';
import { parseLabel } from '@reprise/contracts/label-text';
import type { OwnChoice, OwnOccasion } from '../../contract/index.ts';
import { toggled } from '../dialogs/webhook-form.ts';
import { MessageChoicesForm } from '../messages/message-choices-form.ts';

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
  private readonly label = computed(() =>
    this.labels()
      .split(/[\s,]+/)
      .filter(Boolean),
  );
  /** Why the labels are not accepted; empty if they are. */
  readonly labelError = computed(() => {
    const wrong = this.label().find((text) => parseLabel(text) === null);
    return wrong === undefined ? '' : `“${wrong}” must be key=value of a label, such as run=2026-48`;
  });

  readonly messages: MessageChoicesForm;

  constructor(choice: OwnChoice) {
    const { occasions, jobs, pipeline, label } = choice;
    this.messages = new MessageChoicesForm(choice);
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
      label: this.label(),
      ...this.messages.body(),
    };
  }
}

/** Whether two choices are the same, in any order. */
export const isSameChoice = (a: OwnChoice, b: OwnChoice): boolean => textOf(a) === textOf(b);

/** A gateway of an earlier release has no choice of messages, for which the form has the default. */
const textOf = ({ occasions, jobs, pipeline, label, ...messages }: OwnChoice): string => {
  const { one_message_per, quiet_hours } = new MessageChoicesForm(messages).body();
  return JSON.stringify([
    ...[occasions.toSorted(), jobs, pipeline.toSorted(), label.toSorted(), one_message_per],
    quiet_hours && [quiet_hours.from, quiet_hours.to, quiet_hours.time_zone],
  ]);
};
