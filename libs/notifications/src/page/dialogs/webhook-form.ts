import { computed, signal } from '@angular/core';
import type { FieldProblem } from '@reprise/contracts';
import {
  isServerEvent,
  type SubscribedType,
  type WebhookBody,
  type WebhookFilter,
  type WebhookView,
} from '../../contract/index.ts';
import { addressOf, CHANNEL_KINDS, kindOfUrl, type ChannelKind } from '../channel-kind.ts';
import { MessageChoicesForm } from '../messages/message-choices-form.ts';
import { asSentence } from '@reprise/web/shared/format.ts';

export type Cause = NonNullable<WebhookFilter['cause']>[number];
export type Verdict = NonNullable<WebhookFilter['qc']>[number];
export const CAUSES: readonly Cause[] = ['error', 'killed', 'runner_lost', 'start_failed', 'abandoned'];
export const VERDICTS: readonly Verdict[] = ['pass', 'warn', 'fail'];

/** Choices of event types that people make most often. */
export const PRESETS: readonly { readonly name: string; readonly types: readonly SubscribedType[] }[] = [
  { name: 'Job ended', types: ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'] },
  { name: 'Failed only', types: ['attempt_failed'] },
  { name: 'Approval needed', types: ['approval_requested'] },
];

/** Fields that can show an error from the server. The path of the error begins with one of these. */
const FIELDS = ['url', 'description', 'event_types', 'filter', 'quiet_hours'] as const;
export type FormField = (typeof FIELDS)[number];

/** Form state of a subscription. */
export class WebhookForm {
  readonly kind = signal(CHANNEL_KINDS[0]!);
  /** As the user types it, without the prefix of its kind. */
  readonly address = signal('');
  readonly description = signal('');
  readonly types = signal<ReadonlySet<SubscribedType>>(new Set(['attempt_succeeded', 'attempt_failed']));
  readonly pipelines = signal<ReadonlySet<string>>(new Set());
  readonly sample = signal('');
  readonly causes = signal<ReadonlySet<Cause>>(new Set());
  /** Labels, separated by spaces or commas. */
  readonly labels = signal('');
  readonly verdicts = signal<ReadonlySet<Verdict>>(new Set());
  /** Used if people read the messages. */
  readonly messages: MessageChoicesForm;
  /** Actors whose jobs are meant. The form keeps them unchanged. */
  readonly submittedBy: readonly string[] = [];
  private readonly serverErrors = signal<ReadonlyMap<FormField, string>>(new Map());
  readonly asksCause = computed(() => this.types().has('attempt_failed'));
  readonly asksVerdict = computed(() => this.types().has('qc_measured'));

  constructor(webhook?: WebhookView) {
    this.messages = new MessageChoicesForm(webhook);
    if (!webhook) return;
    const { url, description, event_types, filter } = webhook;
    this.kind.set(kindOfUrl(url));
    this.address.set(addressOf(url));
    this.description.set(description);
    // Types that only a newer server knows are sent back unchanged.
    this.types.set(new Set(event_types as SubscribedType[]));
    this.pipelines.set(new Set(filter.pipeline));
    this.sample.set(filter.sample ?? '');
    this.causes.set(new Set(filter.cause));
    this.labels.set((filter.label ?? []).join(' '));
    this.verdicts.set(new Set(filter.qc));
    this.submittedBy = filter.submitted_by ?? [];
  }

  /** Chooses exactly the given event types. */
  preset(types: readonly SubscribedType[]): void {
    this.types.set(new Set(types));
    this.changed('event_types');
  }

  /** Whether exactly the given event types are chosen. */
  isPreset(types: readonly SubscribedType[]): boolean {
    return this.types().size === types.length && types.every((type) => this.types().has(type));
  }

  choose(kind: ChannelKind): void {
    this.kind.set(kind);
    this.changed('url');
  }

  errorOf(field: FormField): string | null {
    return this.serverErrors().get(field) ?? null;
  }

  /** Clears the error of a changed field. */
  changed(field: FormField): void {
    this.serverErrors.update((serverErrors) => new Map([...serverErrors].filter(([name]) => name !== field)));
  }

  /** Validates the fields and shows their errors. Returns whether there are none. */
  ready(): boolean {
    const wrong: [FormField, string][] = [];
    if (!this.address().trim()) wrong.push(['url', 'Is required']);
    if (this.types().size === 0) wrong.push(['event_types', 'Choose at least one']);
    this.serverErrors.set(new Map(wrong));
    return wrong.length === 0;
  }

  /** Takes the server's errors. Returns those that no field can show. */
  refuse(errors: readonly FieldProblem[]): FieldProblem[] {
    const fieldOf = ({ field }: FieldProblem) => FIELDS.find((name) => field === name || field.startsWith(`${name}.`));
    this.serverErrors.set(
      new Map(
        errors.flatMap((error) => (fieldOf(error) ? [[fieldOf(error)!, asSentence(error.message)] as const] : [])),
      ),
    );
    return errors.filter((error) => !fieldOf(error));
  }

  body(): WebhookBody {
    const sample = this.sample().trim();
    const label = this.labels()
      .split(/[\s,]+/)
      .filter(Boolean);
    return {
      url: this.kind().prefix + this.address().trim(),
      description: this.description().trim(),
      event_types: [...this.types()].filter((type) => this.kind().isForPeople || !isServerEvent(type)),
      filter: {
        ...(this.pipelines().size ? { pipeline: [...this.pipelines()] } : {}),
        ...(sample ? { sample } : {}),
        ...(this.asksCause() && this.causes().size ? { cause: [...this.causes()] } : {}),
        ...(label.length ? { label } : {}),
        ...(this.submittedBy.length ? { submitted_by: [...this.submittedBy] } : {}),
        ...(this.asksVerdict() && this.verdicts().size ? { qc: [...this.verdicts()] } : {}),
      },
      ...(this.kind().isForPeople && this.messages.body()),
    };
  }
}

/** Returns the set with or without `item`. */
export function toggled<T>(set: ReadonlySet<T>, item: T, on: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (on) next.add(item);
  else next.delete(item);
  return next;
}
