import { Component, computed, inject, resource } from '@angular/core';
import type { AccountSession } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../api/account-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { SignOut } from '@reprise/web/core/session/sign-out.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { deviceText } from '../device-text.ts';
import { When } from '@reprise/web/shared/parts/when.ts';

/** Browsers that are signed in to the user's account, each with a button that ends its session. */
@Component({
  selector: 'rp-sessions-panel',
  imports: [ErrorNote, Icon, LoadError, Button, When],
  template: `<section class="panel" aria-labelledby="sessions">
    <header>
      <h2 id="sessions">Sessions</h2>
      <button matButton="outlined" class="s right" type="button" (click)="signOut.everywhere()">
        <rp-icon class="s" name="log-out" />Sign out everywhere
      </button>
    </header>
    @if (error()) {
      <rp-load-error what="your sessions" [why]="error()" (again)="read.reload()" />
    }
    @if (sending.error(); as error) {
      <rp-error-note [why]="error" />
    }
    <ul class="items" aria-label="Sessions">
      @for (session of sessions(); track session.session_id) {
        <li>
          <rp-icon name="laptop" />
          <span class="two grow">
            <span class="strong" [title]="session.user_agent ?? ''">
              {{ deviceText(session.user_agent) }}
              @if (session.current) {
                <span class="t3">· this one</span>
              }
            </span>
            <span>
              {{ session.address ?? 'address unknown' }},
              <!-- A use is recorded from time to time. -->
              @if (session.current) {
                in use now,
              } @else {
                last recorded use <rp-when [at]="session.last_used_at" />,
              }
              {{ endText(session) }}
            </span>
          </span>
          @if (!session.current) {
            <button
              matButton="outlined"
              class="s red"
              type="button"
              [attr.aria-label]="'End the session of ' + deviceText(session.user_agent)"
              [disabled]="sending.busy()"
              (click)="end(session)"
            >
              End
            </button>
          }
        </li>
      }
    </ul>
  </section>`,
  styleUrl: './panel.css',
})
export class SessionsPanel {
  private readonly api = inject(AccountApi);
  protected readonly signOut = inject(SignOut);
  protected readonly read = resource({ loader: () => this.api.sessions() });
  private readonly last = lastValue(this.read);
  protected readonly sessions = computed(() => this.last()?.items ?? []);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly sending = new Sending();
  protected readonly clock = inject(Clock);
  protected readonly deviceText = deviceText;

  /** "ends 8 Dec, 13:00 if it is not used until then, and 31 Dec, 12:00 in any case". */
  protected endText({ expires_at, ends_at_latest }: AccountSession): string {
    const [idle, latest] = [expires_at, ends_at_latest].map((time) => dateTime(time, this.clock.now()));
    if (expires_at >= ends_at_latest) return `ends ${latest}`;
    return `ends ${idle} if it is not used until then, and ${latest} in any case`;
  }

  protected async end({ session_id }: AccountSession): Promise<void> {
    await this.sending.send(() => this.api.endSession(session_id));
    this.read.reload();
  }
}
