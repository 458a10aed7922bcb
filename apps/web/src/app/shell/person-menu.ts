import { booleanAttribute, Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { CurrentUser } from '../core/session/current-user.ts';
import { FirstAdmin } from '../core/session/first-admin.ts';
import { WaitingApprovals } from '../core/live/waiting-approvals.ts';
import { Preferences, type Theme } from '../core/page/preferences.ts';
import { Icon } from '../shared/icon.ts';
import type { IconName } from '../shared/icons.ts';
import { initials } from '../shared/format.ts';
import { roleWord } from '../shared/people/role-words.ts';
import { ShellActions } from './shell-actions.ts';

/**
 * Who is signed in, with the menu of account, theme, times, help and sign-out; on phones also of pages that the tab bar
 * has no room for.
 */
@Component({
  selector: 'rp-person-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './person-menu.html',
  styleUrl: './person-menu.css',
})
export class PersonMenu {
  /** Shows the avatar alone. */
  readonly compact = input(false, { transform: booleanAttribute });
  protected readonly settings = inject(Preferences);
  protected readonly actions = inject(ShellActions);
  protected readonly user = inject(CurrentUser);
  protected readonly approvals = inject(WaitingApprovals);
  protected readonly firstAdmin = inject(FirstAdmin);
  protected readonly name = computed(() => this.user.session()?.name ?? '');
  protected readonly initials = computed(() => (this.name() ? initials(this.name()) : ''));
  protected readonly role = computed(() => {
    const session = this.user.session();
    if (!session) return '';
    return session.kind === 'machine' ? 'By the token of the server' : roleWord(session.role);
  });
  protected readonly themes: { value: Theme; label: string; icon: IconName }[] = [
    { value: 'system', label: 'Theme of the system', icon: 'monitor' },
    { value: 'light', label: 'Light', icon: 'sun' },
    { value: 'dark', label: 'Dark', icon: 'moon' },
  ];
}
