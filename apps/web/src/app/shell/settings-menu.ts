import { Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Settings, type Theme } from '../core/page/settings.ts';
import { Icon } from '../shared/icon.ts';
import type { IconName } from '../shared/icons.ts';
import { ShellActions } from './shell-actions.ts';

/** Menu of theme, times, help and sign-out; on phones also of pages that the tab bar has no room for. */
@Component({
  selector: 'rp-settings-menu',
  imports: [Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button matIconButton class="s" type="button" aria-label="Settings" title="Settings" [matMenuTriggerFor]="menu">
      <rp-icon name="sliders-horizontal" />
    </button>
    <mat-menu #menu>
      @for (theme of themes; track theme.value) {
        <button
          mat-menu-item
          role="menuitemradio"
          [attr.aria-checked]="settings.theme() === theme.value"
          (click)="settings.theme.set(theme.value)"
        >
          <rp-icon [name]="theme.icon" />{{ theme.label }}
          @if (settings.theme() === theme.value) {
            <rp-icon class="s right" name="check" />
          }
        </button>
      }
      <button mat-menu-item (click)="settings.toggleTimes()">
        <rp-icon name="clock" />{{
          settings.times() === 'relative' ? 'Show times as clock times' : 'Show times as time ago'
        }}
      </button>
      <button mat-menu-item class="only-s" (click)="actions.samples()">
        <rp-icon name="test-tube-diagonal" />Samples
      </button>
      <button mat-menu-item class="only-s" (click)="actions.webhooks()"><rp-icon name="webhook" />Webhooks</button>
      <button mat-menu-item (click)="actions.keys()"><rp-icon name="keyboard" />Keyboard</button>
      <button mat-menu-item (click)="actions.signOut()"><rp-icon name="log-out" />Sign out</button>
    </mat-menu>
  `,
})
export class SettingsMenu {
  protected readonly settings = inject(Settings);
  protected readonly actions = inject(ShellActions);
  protected readonly themes: { value: Theme; label: string; icon: IconName }[] = [
    { value: 'system', label: 'Theme of the system', icon: 'monitor' },
    { value: 'light', label: 'Light', icon: 'sun' },
    { value: 'dark', label: 'Dark', icon: 'moon' },
  ];
}
