import { inject, Service } from '@angular/core';
import { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';
import { Router } from '@angular/router';

const SHORT = Object.assign(new MatSnackBarConfig(), { duration: 6000, politeness: 'polite' });

/** Short notes about the outcome of a command. Errors stay where they occurred instead. */
@Service()
export class Toasts {
  private readonly bar = inject(MatSnackBar);
  private readonly router = inject(Router);

  say(text: string): void {
    this.bar.open(text, undefined, SHORT);
  }

  /** Shows the outcome of a command, with a link to its job unless that page is open. */
  command(text: string, jobId: string): void {
    const path = `/jobs/${jobId}`;
    const here = this.router.url.split('?')[0] === path;
    const toast = this.bar.open(text, here ? undefined : 'Open', SHORT);
    toast.onAction().subscribe(() => void this.router.navigateByUrl(path));
  }
}
