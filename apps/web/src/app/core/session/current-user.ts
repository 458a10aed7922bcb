import { computed, inject, Service, signal } from '@angular/core';
import type { CommandName, SessionView } from '@reprise/contracts';
import { sameContent } from '../same-content.ts';
import { SessionApi } from '../api/session-api.ts';

/** Returns the person behind an actor, with or without a token. */
export const personOf = (actor: string): string => actor.split('/token:', 1)[0]!;

/** The signed-in user. Read at startup, and again after the user has changed the profile. */
@Service()
export class CurrentUser {
  private readonly api = inject(SessionApi);
  private readonly read = signal<SessionView | null>(null, { equal: sameContent });
  readonly session = this.read.asReadonly();
  /** Whether the session was requested, with or without a response. */
  readonly isAsked = signal(false);
  /** Actor of a user who has an account; empty for others. */
  readonly account = computed(() => (this.read()?.kind === 'person' ? this.read()!.actor : ''));
  readonly isAdmin = computed(() => this.read()?.role === 'admin');

  /** Reason why the user may not send a command; null if they may, as far as known. */
  whyNot(command: CommandName): string | null {
    return this.read()?.denied_commands[command] ?? null;
  }

  /** Why the user may not use a route, by its name in the API's documentation: `GET /api/webhooks`. Null if allowed. */
  whyNotRoute(route: string): string | null {
    return this.read()?.denied_routes[route] ?? null;
  }

  /** Resolves when the session is known, or when it cannot be read. */
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
