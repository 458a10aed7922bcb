import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { Settings, type Theme } from '../core/settings.ts';
import { Sheets } from '../core/sheets.ts';

/** What the shell can do, for its buttons, its keys and the palette alike. */
@Service()
export class ShellActions {
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly settings = inject(Settings);

  jobs(status?: string): void {
    void this.router.navigate(['/jobs'], { queryParams: status ? { status } : {} });
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

  async runners(): Promise<void> {
    const { RunnersDialog } = await import('./runners-dialog.ts');
    await this.sheets.open(RunnersDialog, null, { label: 'Runners', width: '600px' });
  }

  async keys(): Promise<void> {
    const { KeysHelp } = await import('./keys-help.ts');
    await this.sheets.open(KeysHelp, null, { label: 'Keyboard', width: '560px' });
  }

  async palette(): Promise<void> {
    if (this.sheets.isOpen) return;
    const { Palette } = await import('./palette.ts');
    const run = await this.sheets.open<() => void>(Palette, null, { label: 'Commands', width: '560px', top: true });
    run?.();
  }
}
