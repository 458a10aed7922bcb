import { HttpClient } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Settings, type Theme } from '../core/page/settings.ts';
import { Sheets } from '../core/sheets.ts';
import { messageOf, ProblemError } from '../core/problem.ts';
import { Toasts } from '../core/page/toasts.ts';
import { Shortcuts } from '../core/page/shortcuts.ts';
import { KeysHelp } from './keys-help.ts';
import { Palette, type PaletteData } from './palette/palette.ts';
import { commandItems } from './palette/palette-items.ts';
import { RunnersDialog } from './health/runners-dialog.ts';

/** The shell's actions, for its buttons, shortcuts and the palette. */
@Service()
export class ShellActions {
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly settings = inject(Settings);
  private readonly shortcuts = inject(Shortcuts);
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly document = inject(DOCUMENT);

  jobs(status?: string): void {
    void this.router.navigate(['/jobs'], { queryParams: status ? { status } : {} });
  }

  audit(): void {
    void this.router.navigate(['/audit']);
  }

  samples(): void {
    void this.router.navigate(['/samples']);
  }

  webhooks(): void {
    void this.router.navigate(['/webhooks']);
  }

  newJob(): void {
    void this.router.navigate(['/new']);
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

  runners(): void {
    void this.sheets.open(RunnersDialog, null, { label: 'Runners', width: '600px' });
  }

  /** Ends the browser's session, and loads the page anew so that nothing that was read stays in it. */
  async signOut(): Promise<void> {
    try {
      await firstValueFrom(this.http.post('/api/session/sign-out', null));
    } catch (error) {
      const isOver = error instanceof ProblemError && error.status === 401;
      if (!isOver) return this.toasts.say(`You are still signed in. ${messageOf(error)}`);
    }
    this.document.location.assign('/');
  }

  keys(): void {
    void this.sheets.open(KeysHelp, null, { label: 'Keyboard', width: '560px' });
  }

  async palette(): Promise<void> {
    if (this.sheets.isOpen) return;
    const asked: PaletteData = {
      commands: commandItems(this, this.shortcuts.all()),
      openJob: (jobId) => this.openJob(jobId),
    };
    const run = await this.sheets.open<() => void>(Palette, asked, { label: 'Commands', width: '560px', top: true });
    run?.();
  }
}
