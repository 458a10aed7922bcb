import { inject, Injector, Service } from '@angular/core';
import type { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';
import { Router } from '@angular/router';

const SHORT: MatSnackBarConfig = { duration: 6000, politeness: 'polite' };

/** Short messages about the outcome of a command. Errors stay where they occurred instead. */
@Service()
export class Toasts {
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);

  say(text: string): void {
    void this.bar().then((bar) => bar.open(text, undefined, SHORT));
  }

  /** Shows the outcome of a command. Links to the job unless its page is open. */
  command(text: string, jobId: string): void {
    const path = `/jobs/${jobId}`;
    const here = this.router.url.split('?')[0] === path;
    void this.bar().then((bar) => {
      const toast = bar.open(text, here ? undefined : 'Open', SHORT);
      toast.onAction().subscribe(() => void this.router.navigateByUrl(path));
    });
  }

  /** Material's snack bar, which is loaded with the first message. */
  private async bar(): Promise<MatSnackBar> {
    const { MatSnackBar } = await import('./snack-bar.ts');
    return this.injector.get(MatSnackBar);
  }
}
