import { Component, computed, input, output, signal, viewChild } from '@angular/core';
import { Button } from '../parts/button.ts';
import { IdempotentRequests } from '../../core/idempotent-requests.ts';
import { messageOf } from '../../core/problem.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { ErrorNote } from '../parts/error-note.ts';
import { Icon } from '../parts/icon.ts';
import type { IconName } from '../parts/icons.ts';
import { ReasonField } from './reason-field.ts';

/**
 * Form in a dialog that sends a command with a reason. Sends one request at a time. If the command is not accepted,
 * keeps the dialog open and shows why.
 */
@Component({
  selector: 'form[rpCommandForm]',
  imports: [ErrorNote, Icon, Button, ReasonField],
  host: { '(submit)': '$event.preventDefault(); send()' },
  template: `
    <div class="body">
      <ng-content />
      <rp-reason-field [note]="note()" [required]="required()" [wrong]="wrong()" [(value)]="reason" (sent)="send()" />
      @if (error(); as error) {
        <rp-error-note [why]="error" />
      }
    </div>
    <footer>
      <button
        matButton="outlined"
        type="button"
        cdkFocusInitial
        [disabled]="sheet.isHeld()"
        disabledInteractive
        (click)="decline()"
      >
        Not now
      </button>
      <button matButton="filled" type="submit" [class.del]="deletes()" [disabled]="sending()" disabledInteractive>
        @if (icon(); as icon) {
          <rp-icon [name]="icon" />
        }
        {{ verb() }}
      </button>
    </footer>
  `,
})
export class CommandForm {
  protected readonly sheet = injectSheet<unknown, unknown>();
  private readonly requests = new IdempotentRequests();
  protected readonly reason = signal('');
  protected readonly error = signal('');
  protected readonly sending = signal(false);
  /** Whether the user has tried to send it. From then on, the content shows its errors. */
  readonly tried = signal(false);
  private readonly field = viewChild.required(ReasonField);
  protected readonly wrong = computed(() =>
    this.tried() && this.required() && !this.reason().trim() ? 'Is required' : null,
  );
  /** Where the reason will be read. */
  readonly note = input.required<string>();
  readonly icon = input<IconName>();
  readonly verb = input.required<string>();
  readonly deletes = input(false);
  /** Whether the server requires a reason for the command. */
  readonly required = input(false);
  /** Whether the content can be sent. */
  readonly valid = input(true);
  /** Everything that distinguishes one command from another, except its reason. */
  readonly request = input.required<unknown>();
  /** Sends the command with an idempotency key. */
  readonly command = input.required<(body: { reason?: string }, key: string) => Promise<unknown>>();
  readonly accepted = output();
  readonly declined = output();

  protected async send(): Promise<void> {
    if (this.sending()) return;
    this.tried.set(true);
    if (!this.valid()) return;
    if (this.wrong() !== null) return this.field().focus();
    this.sending.set(true);
    this.error.set('');
    const reason = this.reason().trim();
    const body = reason ? { reason } : {};
    try {
      await this.sheet.during(() => this.requests.send([this.request(), body], (key) => this.command()(body, key)));
      this.accepted.emit();
    } catch (error) {
      this.error.set(messageOf(error));
      this.sending.set(false);
    }
  }

  protected decline(): void {
    if (!this.sheet.isHeld()) this.declined.emit();
  }
}
