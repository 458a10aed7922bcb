import { computed, inject, Service, signal } from '@angular/core';
import type { CommandName, SessionView } from '@reprise/contracts';
import { sameContent } from '../same-content.ts';
import { AuditApi } from '../api/audit-api.ts';

/** A person, with or without a token. */
export const personOf = (actor: string): string => actor.split('/token:', 1)[0]!;

/** The signed-in user. Read once at the start, and again after the user changed the profile. */
@Service()
export class CurrentUser {
  private readonly api = inject(AuditApi);
  private readonly read = signal<SessionView | null>(null, { equal: sameContent });
  readonly session = this.read.asReadonly();
  /** Whether the session was requested, with or without a response. */
  readonly isAsked = signal(false);
  /** Actor of a person with an account; empty for others. */
  readonly account = computed(() => (this.read()?.kind === 'person' ? this.read()!.actor : ''));
  readonly isAdmin = computed(() => this.read()?.role === 'admin');

  /** Reason why the person may not send a command; null if they may, as far as is known. */
  whyNot(command: CommandName): string | null {
    return this.read()?.denied_commands[command] ?? null;
  }

  /** The same of another route, as in the API's documentation: `GET /api/webhooks`. */
  whyNotRoute(route: string): string | null {
    return this.read()?.denied_routes[route] ?? null;
  }

  /** Resolves when the session is known, or cannot be. */
  readonly asked = this.refresh();

  async refresh(): Promise<void> {
    try {
      this.read.set(await this.api.session());
    } catch {
      // The shell reports that the server does not answer, or shows the sign-in page.
    } finally {
      this.isAsked.set(true);
    }
  }
}
