import { computed, inject, Service, signal } from '@angular/core';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';

/** Key in the browser's storage. Set once the user has answered the question in this browser. */
const KEY = 'reprise.first-admin';

/**
 * Whether to offer the creation of the first account: there is none, and the user of the setup link has not been asked
 * yet.
 */
@Service()
export class FirstAdmin {
  /** Not the complete sign-in client, because every page loads this one. */
  private readonly client = inject(PageApiClient);
  private readonly user = inject(CurrentUser);
  private readonly isAnswered = signal(stored());
  private readonly isNeeded = signal<boolean | null>(null);
  /** `unknown` only on the first visit with a browser. On later visits, the page appears at once. */
  readonly isDue = computed((): 'yes' | 'no' | 'unknown' => {
    if (this.isAnswered()) return 'no';
    const isNeeded = this.isNeeded();
    return isNeeded === null ? 'unknown' : isNeeded ? 'yes' : 'no';
  });
  /** Whether the menu offers it: the local administrator is signed in and there are no accounts. */
  readonly canBeMade = computed(() => this.isNeeded() === true);

  constructor() {
    void this.ask();
  }

  postpone(): void {
    this.isAnswered.set(true);
    remember();
  }

  /** Shows the question again when the user chooses it in the menu. */
  resume(): void {
    this.isAnswered.set(false);
  }

  private async ask(): Promise<void> {
    await this.user.asked;
    const isNeeded = this.user.session()?.kind === 'machine' && (await this.isFirst());
    this.isNeeded.set(isNeeded);
    if (!isNeeded && this.user.session()) remember();
  }

  private async isFirst(): Promise<boolean> {
    try {
      return (await this.client.get('/api/sign-in')).first_admin_needed;
    } catch {
      return false; // the page reports server problems
    }
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, 'asked');
  } catch {
    // storage blocked: offered again at the next visit
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
