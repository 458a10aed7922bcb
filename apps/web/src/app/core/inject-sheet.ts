import { DestroyRef, inject, signal, type Signal } from '@angular/core';
import { MAT_BOTTOM_SHEET_DATA, MatBottomSheetRef } from '@angular/material/bottom-sheet';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';

/** Maximum time for which a dialog stays open if a request hangs. */
const LONGEST_HOLD_MS = 20_000;

export type Hold = {
  /** Sends a request, and keeps the dialog open until its response or error is shown. */
  during: <T>(send: () => Promise<T>) => Promise<T>;
  isHeld: Signal<boolean>;
};

type Sheet<D, R> = Hold & {
  data: D;
  close: (answer?: R) => void;
  /** Closes the dialog without a result, unless it is held open. */
  dismiss: () => void;
};

/** The data given to a component opened by `Sheets`, and functions that close it with a result or hold it open. */
export function injectSheet<D, R>(): Sheet<D, R> {
  const dialog = inject<MatDialogRef<unknown, R>>(MatDialogRef, { optional: true });
  if (dialog) return sheetOf(inject<D>(MAT_DIALOG_DATA), holdOf(dialog), (answer?: R) => dialog.close(answer));
  const bottom = inject<MatBottomSheetRef<unknown, R>>(MatBottomSheetRef);
  return sheetOf(inject<D>(MAT_BOTTOM_SHEET_DATA), holdOf(bottom), (answer?: R) => bottom.dismiss(answer));
}

const sheetOf = <D, R>(data: D, hold: Hold, close: (answer?: R) => void): Sheet<D, R> => ({
  data,
  close,
  ...hold,
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
