import type { ComponentType } from '@angular/cdk/portal';
import { effect, inject, Service } from '@angular/core';
import { MatBottomSheet, MatBottomSheetConfig } from '@angular/material/bottom-sheet';
import { MatDialog, MatDialogConfig } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { Session } from './session.ts';

/** `held`: can only be closed with its own button. `top`: opens near the top, without an animation. */
export type SheetOptions = { label: string; width?: string; alert?: boolean; top?: boolean; held?: boolean };

/** Opens sheets with Material's dialog and bottom sheet, which are loaded with the first one. */
@Service()
export class SheetOpener {
  private readonly dialog = inject(MatDialog);
  private readonly bottom = inject(MatBottomSheet);

  constructor() {
    const session = inject(Session);
    // In front of the sign-in page, the next person could read it.
    effect(() => {
      if (!session.signedOut()) return;
      this.dialog.closeAll();
      this.bottom.dismiss();
    });
  }

  open<R>(component: ComponentType<unknown>, data: unknown, options: SheetOptions): Promise<R | undefined> {
    const autoFocus = 'first-tabbable';
    const disableClose = options.held ?? false;
    if (matchMedia('(max-width: 719.98px)').matches) {
      const config = Object.assign(new MatBottomSheetConfig(), {
        data,
        ariaLabel: options.label,
        autoFocus,
        disableClose,
      });
      return firstValueFrom(this.bottom.open<unknown, unknown, R>(component, config).afterDismissed());
    }
    const config = Object.assign(new MatDialogConfig(), {
      data,
      autoFocus,
      disableClose,
      ariaLabel: options.label,
      role: options.alert ? 'alertdialog' : 'dialog',
      width: options.width ?? '520px',
      maxWidth: 'calc(100vw - 48px)',
      maxHeight: 'calc(100vh - 48px)',
      // without an animation, because keys that are typed right away must reach it
      ...(options.top ? { position: { top: '12vh' }, enterAnimationDuration: 0 } : {}),
    });
    return firstValueFrom(this.dialog.open<unknown, unknown, R>(component, config).afterClosed());
  }
}
