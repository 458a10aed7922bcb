import { Component, computed, inject, input } from '@angular/core';
import { IconButton } from '../../shared/parts/button.ts';
import type { JobView } from '@reprise/contracts';
import { CommandSender } from '../send/command-sender.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { withShownStatus } from '../../shared/status/refusal-status.ts';
import { capital } from '../../shared/format.ts';
import { couldNot, reasonOf } from '../send/refusal-text.ts';

/** Message about the job's last refused command, until it is dismissed. */
@Component({
  selector: 'rp-command-error',
  imports: [Icon, IconButton],
  template: `@if (refused(); as refused) {
    <div class="error" role="alert">
      <rp-icon name="triangle-alert" />
      <span class="grow"
        ><b class="strong">{{ couldNot() }}</b> {{ why() }}</span
      >
      <button matIconButton class="s" type="button" aria-label="Dismiss" (click)="dismiss()">
        <rp-icon name="x" />
      </button>
    </div>
  }`,
  styles: `
    .error {
      display: flex;
      align-items: center;
      gap: 9px;
      padding: 6px 8px 6px 11px;
      border-radius: var(--rp-r-2);
      background: var(--rp-bad-tint);
    }
    .error > rp-icon {
      color: var(--rp-bad);
    }
  `,
})
export class CommandError {
  private readonly commands = inject(CommandSender);
  readonly job = input.required<JobView>();
  protected readonly refused = computed(() => this.commands.refused().get(this.job().job_id));
  protected readonly couldNot = computed(() => {
    const refused = this.refused();
    return refused && !refused.unanswered ? couldNot(refused.action) : '';
  });

  protected readonly why = computed(() => capital(reasonOf(withShownStatus(this.refused()?.detail ?? '', this.job()))));

  protected dismiss(): void {
    this.commands.dismiss(this.job().job_id);
  }
}
