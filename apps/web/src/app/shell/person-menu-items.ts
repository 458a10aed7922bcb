import { Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem } from '@angular/material/menu';
import { Preferences, type Theme } from '../core/page/preferences.ts';
import { GATE } from '../shared/wings/gate.ts';
import { Icon } from '../shared/parts/icon.ts';
import type { IconName } from '../shared/parts/icons.ts';
import { MenuOpener } from '../shared/menu/menu-opener.ts';
import type { OpensMenu } from '../shared/menu/opens-menu.ts';
import { ShellActions } from './shell-actions.ts';

/**
 * Menu items for the account, the theme, the format of times, help and signing out. On phones, the menu also contains
 * the pages for which the tab bar has no room.
 */
@Component({
  selector: 'rp-person-menu-items',
  host: { hidden: '' },
  imports: [Icon, MatMenu, MatMenuItem, MenuOpener],
  templateUrl: './person-menu-items.html',
  styleUrl: './person-menu.css',
})
export class PersonMenuItems {
  readonly button = input.required<OpensMenu>();
  /**
   * Whether the menu contains those pages. It is not enough to hide them with styles, because the arrow keys would
   * still reach them.
   */
  readonly withPages = input.required<boolean>();
  protected readonly settings = inject(Preferences);
  protected readonly actions = inject(ShellActions);
  protected readonly own = computed(() => this.actions.pages('person'));
  protected readonly pages = computed(() => this.actions.pages('work', 'system').filter(({ isTab }) => !isTab));
  protected readonly gate = inject(GATE);
  protected readonly themes: { value: Theme; label: string; icon: IconName }[] = [
    { value: 'system', label: 'Theme of the system', icon: 'monitor' },
    { value: 'light', label: 'Light', icon: 'sun' },
    { value: 'dark', label: 'Dark', icon: 'moon' },
  ];
}
