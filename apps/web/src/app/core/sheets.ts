import type { ComponentType } from '@angular/cdk/portal';
import { DestroyRef, inject, Service, signal, type Signal } from '@angular/core';
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

/** Longest time that a sheet is held: a request that hangs keeps nobody in it. */
const LONGEST_HOLD_MS = 20_000;

export type Hold = {
  /** Sends something and holds the sheet open meanwhile: its answer, or why it was refused, is shown there. */
  during: <T>(send: () => Promise<T>) => Promise<T>;
  isHeld: Signal<boolean>;
};

type Sheet<D, R> = Hold & {
  data: D;
  close: (answer?: R) => void;
  /** Closes it without a result, unless it is held. */
  dismiss: () => void;
};

/** The data given to a component opened by `Sheets`, and the ways to close it with a result and to hold it open. */
export function injectSheet<D, R>(): Sheet<D, R> {
  const dialog = inject<MatDialogRef<unknown, R>>(MatDialogRef, { optional: true });
  if (dialog) return sheetOf(inject<D>(MAT_DIALOG_DATA), holdOf(dialog), (answer?: R) => dialog.close(answer));
  const bottom = inject<MatBottomSheetRef<unknown, R>>(MatBottomSheetRef);
  return sheetOf(inject<D>(MAT_BOTTOM_SHEET_DATA), holdOf(bottom), (answer?: R) => bottom.dismiss(answer));
}

const sheetOf = <D, R>(data: D, hold: Hold, close: (answer?: R) => void): Sheet<D, R> => ({
  ...{ data, close, ...hold },
  dismiss: () => {
    if (!hold.isHeld()) close();
  },
});

function holdOf(sheet: { disableClose?: boolean | undefined }): Hold {
  const always = sheet.disableClose ?? false;
  const isHeld = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (on: boolean) => {
    clearTimeout(timer);
    sheet.disableClose = always || on;
    isHeld.set(on);
    if (on) timer = setTimeout(() => hold(false), LONGEST_HOLD_MS);
  };
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  const during = async <T>(send: () => Promise<T>): Promise<T> => {
    hold(true);
    try {
      return await send();
    } finally {
      hold(false);
    }
  };
  return { during, isHeld: isHeld.asReadonly() };
}
