import {
  afterRenderEffect,
  booleanAttribute,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
} from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { Button } from '../../shared/parts/button.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { CommandSender } from '../send/command-sender.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { withLocalRemoval } from '../../shared/attempt/results/removal-text.ts';
import { People } from '../../shared/people/people.ts';
import { actionButtons } from './action-buttons.ts';
import { CommandPrompt } from '../send/command-prompt.ts';
import { whyNotTo } from '../send/why-not-to.ts';

/**
 * Buttons for the commands that a job allows. They are tracked by index, so that the focused button becomes the button
 * of the next command and keeps the focus. If that button no longer exists, the last one gets the focus.
 */
@Component({
  selector: 'rp-job-actions',
  host: { '(focusin)': 'focused = $any($event.target)', '(focusout)': 'left($any($event.target))' },
  imports: [Icon, Button],
  template: `@for (button of buttons(); track $index) {
    <button
      matButton="outlined"
      type="button"
      [class.s]="small()"
      [class.red]="button.red"
      [disabled]="button.busy || button.why !== null"
      disabledInteractive
      [attr.title]="button.why ?? (small() ? button.label : null)"
      [attr.aria-label]="button.label + ' ' + job().sample_name"
      [attr.aria-description]="button.why"
      (click)="press(button)"
    >
      <rp-icon [class.s]="small()" [name]="button.icon" [turning]="button.busy" /><span class="word">{{
        button.label
      }}</span>
    </button>
  }`,
  styles: `
    :host {
      display: flex;
      gap: 6px;
      justify-content: flex-end;
    }
    :host(:not([small])) {
      gap: 8px;
    }
    /* In a narrow table, the icons alone. */
    @media (min-width: 720px) and (max-width: 843.98px) {
      :host([small]) .word {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      :host([small]) {
        gap: 2px;
      }
      :host([small]) rp-icon {
        margin: 0;
      }
    }
    @media (max-width: 719.98px) {
      :host(:not([small])) > * {
        flex: 1;
      }
    }
  `,
})
export class JobActions {
  private readonly commands = inject(CommandSender);
  private readonly user = inject(CurrentUser);
  private readonly prompt = inject(CommandPrompt);
  private readonly people = inject(People);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected focused: HTMLElement | undefined;
  readonly job = input.required<JobView>();
  readonly small = input(false, { transform: booleanAttribute });
  protected readonly buttons = computed(() =>
    actionButtons(this.job(), this.commands.inFlight().get(this.job().job_id), {
      isDenied: (name) => this.user.whyNot(name) !== null,
      whyNot: (name) => whyNotTo(this.user, name, this.job()),
    }).map((button) => ({ ...button, why: button.why && this.withRemoval(button.why) })),
  );

  constructor() {
    // The stream may have been following a different job when the effect occurred.
    effect(() => this.commands.observe(this.job()));
    afterRenderEffect(() => {
      this.buttons();
      if (!this.focused || this.focused.isConnected) return;
      this.host.nativeElement.querySelector<HTMLElement>('button:last-of-type')?.focus();
    });
  }

  /** A button that is removed also loses the focus, although the user has not left it. */
  protected left(button: HTMLElement): void {
    queueMicrotask(() => {
      if (button.isConnected && this.focused === button) this.focused = undefined;
    });
  }

  private withRemoval(why: string): string {
    return withLocalRemoval(why, this.job().cleaned, (actor) => this.people.text(actor));
  }

  protected press(button: ReturnType<typeof actionButtons>[number]): void {
    if (!button.busy && button.why === null) void this.prompt.ask(this.job(), button.action);
  }
}
