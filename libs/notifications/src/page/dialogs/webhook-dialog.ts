import { Component, computed, ElementRef, inject, signal } from '@angular/core';
import type { SubscribedType, WebhookSecretView, WebhookView } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { pipelineNames } from '@reprise/web/core/pipeline-names.ts';
import { ProblemError, messageOf } from '@reprise/web/core/problem.ts';
import { injectSheet } from '@reprise/web/core/inject-sheet.ts';
import { IdempotentRequests } from '@reprise/web/core/idempotent-requests.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { CHANNEL_KINDS } from '../channel-kind.ts';
import { MessageChoices } from '../messages/message-choices.ts';
import { WebhookApi } from '../webhook-api.ts';
import { CAUSES, PRESETS, toggled, VERDICTS, WebhookForm } from './webhook-form.ts';
import { TYPE_GROUPS, type TypeGroup, typeText } from '../webhook-text.ts';
import { DismissButton } from '@reprise/web/shared/form/dismiss-button.ts';

/** Dialog that creates or edits a subscription. Closes with it once the server has accepted it. */
@Component({
  selector: 'rp-webhook-dialog',
  imports: [DismissButton, ErrorNote, Icon, Button, MessageChoices],
  host: { class: 'dlg' },
  templateUrl: './webhook-dialog.html',
  styleUrl: './webhook-dialog.css',
})
export class WebhookDialog {
  private readonly api = inject(WebhookApi);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly sheet = injectSheet<WebhookView | null, WebhookSecretView | WebhookView>();
  protected readonly webhook = this.sheet.data;
  protected readonly form = new WebhookForm(this.webhook ?? undefined);
  protected readonly kinds = CHANNEL_KINDS;
  protected readonly groups = computed(() =>
    TYPE_GROUPS.filter(({ isForPeople }) => !isForPeople || this.form.kind().isForPeople),
  );
  protected readonly causes = CAUSES;
  protected readonly verdicts = VERDICTS;
  protected readonly presets = PRESETS;
  protected readonly words = typeText;
  protected readonly toggled = toggled;
  protected readonly sending = signal(false);
  protected readonly error = signal('');
  private readonly known = pipelineNames().names;
  /** The installed pipelines, and those in the filter. */
  protected readonly pipelines = computed(() => {
    return [...new Set([...this.known(), ...this.form.pipelines()])].toSorted();
  });
  private readonly requests = new IdempotentRequests();
  /** Groups that are initially expanded, which are those with a chosen type. */
  private readonly openAtFirst = TYPE_GROUPS.filter((group) => this.chosen(group) > 0);

  protected chosen({ types }: TypeGroup): number {
    return types.filter((type) => this.form.types().has(type)).length;
  }

  protected isOpen(group: TypeGroup): boolean {
    return this.openAtFirst.includes(group);
  }

  protected choose(type: SubscribedType, on: boolean): void {
    this.form.types.update((types) => toggled(types, type, on));
    this.form.changed('event_types');
  }

  protected chooseAll({ types }: TypeGroup, on: boolean): void {
    for (const type of types) this.choose(type, on);
  }

  protected async save(): Promise<void> {
    this.error.set('');
    if (this.sending()) return;
    if (!this.form.ready()) return this.toFirstError();
    this.sending.set(true);
    try {
      const body = this.form.body();
      const { webhook } = this;
      const saved = await this.sheet.during<WebhookSecretView | WebhookView>(() =>
        webhook
          ? this.api.edit(webhook.webhook_id, body)
          : this.requests.send(body, (key) => this.api.create(body, key)),
      );
      this.sheet.close(saved);
    } catch (error) {
      this.refused(error);
    } finally {
      this.sending.set(false);
    }
  }

  private refused(error: unknown): void {
    const fields = error instanceof ProblemError ? error.fields : [];
    const rest = this.form.refuse(fields).map(({ field, message }) => `${field}: ${message}`);
    if (fields.length === 0) this.error.set(messageOf(error));
    else if (rest.length) this.error.set(rest.join(' '));
    this.toFirstError();
  }

  /** Focuses the first field with an error once it is rendered. */
  private toFirstError(): void {
    setTimeout(() => this.host.nativeElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }
}
