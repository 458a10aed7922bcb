import type { ComponentType } from '@angular/cdk/portal';
import { inject, Service } from '@angular/core';
import {
  MAT_BOTTOM_SHEET_DATA,
  MatBottomSheet,
  MatBottomSheetConfig,
  MatBottomSheetRef,
} from '@angular/material/bottom-sheet';
import { MAT_DIALOG_DATA, MatDialog, MatDialogConfig, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

/** `held`: closes only by its own button. `top`: opens near the top, without an animation. */
type Options = { label: string; width?: string; alert?: boolean; top?: boolean; held?: boolean };

/** Opens a component as a dialog, or at phone width as a bottom sheet. */
@Service()
export class Sheets {
  private readonly dialog = inject(MatDialog);
  private readonly bottom = inject(MatBottomSheet);

  /** Resolves with the result; `undefined` when it was dismissed. */
  open<R>(component: ComponentType<unknown>, data: unknown, options: Options): Promise<R | undefined> {
    const autoFocus = 'first-tabbable';
    const disableClose = options.held ?? false;
    if (matchMedia('(max-width: 719.98px)').matches) {
      const config = Object.assign(new MatBottomSheetConfig(), {
        ...{ data, ariaLabel: options.label, autoFocus, disableClose },
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
      // keys typed right away must reach it: no animation
      ...(options.top ? { position: { top: '12vh' }, enterAnimationDuration: 0 } : {}),
    });
    return firstValueFrom(this.dialog.open<unknown, unknown, R>(component, config).afterClosed());
  }

  get isOpen(): boolean {
    return this.dialog.openDialogs.length > 0 || this.bottom._openedBottomSheetRef !== null;
  }
}

/** The data given to a component opened by `Sheets`, and the way to close it with a result. */
export function injectSheet<D, R>(): { data: D; close: (answer?: R) => void } {
  const dialog = inject<MatDialogRef<unknown, R>>(MatDialogRef, { optional: true });
  if (dialog) return { data: inject<D>(MAT_DIALOG_DATA), close: (answer) => dialog.close(answer) };
  const sheet = inject<MatBottomSheetRef<unknown, R>>(MatBottomSheetRef);
  return { data: inject<D>(MAT_BOTTOM_SHEET_DATA), close: (answer) => sheet.dismiss(answer) };
}
