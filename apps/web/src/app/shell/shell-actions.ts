import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { Preferences, type Theme } from '../core/page/preferences.ts';
import { Sheets } from '../core/sheets.ts';
import { SignOut } from '../core/session/sign-out.ts';
import { Shortcuts } from '../core/page/shortcuts.ts';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';
import { OfferedPages } from './offered-pages.ts';
import type { PaletteData } from './palette/palette.ts';

/** The shell's actions, used by its buttons, the shortcuts and the palette. */
@Service()
export class ShellActions {
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly settings = inject(Preferences);
  private readonly shortcuts = inject(Shortcuts);
  private readonly offered = inject(OfferedPages);
  private readonly signOuts = inject(SignOut);

  /** Offered pages by their position. */
  pages(...places: readonly PageDescriptor['place'][]): readonly PageDescriptor[] {
    return this.offered.at(...places);
  }

  jobs(status?: string): void {
    void this.router.navigate(['/jobs'], { queryParams: status ? { status } : {} });
  }

  /** Opens a page by its path. @param fragment part of the page */
  open(path: string, fragment?: string): void {
    void this.router.navigate([`/${path}`], fragment ? { fragment } : {});
  }

  openJob(jobId: string): void {
    void this.router.navigate(['/jobs', jobId]);
  }

  theme(theme: Theme): void {
    this.settings.theme.set(theme);
  }

  times(): void {
    this.settings.toggleTimes();
  }

  signOut(): Promise<void> {
    return this.signOuts.here();
  }

  signOutEverywhere(): Promise<void> {
    return this.signOuts.everywhere();
  }

  keys(): void {
    const help = import('./keys-help.ts').then((m) => m.KeysHelp);
    void this.sheets.open(help, null, { label: 'Keyboard', width: '560px' });
  }

  /** Preloads the palette for users who may be about to open it and to type immediately. */
  preparePalette(): void {
    void Promise.all([loadPalette(), this.sheets.prepare()]).catch(() => undefined); // opening it says so
  }

  async palette(): Promise<void> {
    if (this.sheets.isOpen) return;
    const asked: PaletteData = { actions: this, shortcuts: this.shortcuts.offered() };
    const run = await this.sheets.open<() => void>(loadPalette(), asked, {
      label: 'Commands',
      width: '560px',
      top: true,
    });
    run?.();
  }
}

const loadPalette = () => import('./palette/palette.ts').then((m) => m.Palette);
