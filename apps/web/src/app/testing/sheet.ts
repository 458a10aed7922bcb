import type { Provider } from '@angular/core';
import type { ComponentFixture } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { jest } from '@jest/globals';
import { settled } from './settled.ts';

/** Fake of the dialog around a component that `Sheets` opens. */
export const aSheet = () => ({ disableClose: false, close: jest.fn() });

/** Providers for a component in that dialog, with the data that it is opened with. */
export const inSheet = (sheet: ReturnType<typeof aSheet>, data: unknown): Provider[] => [
  { provide: MatDialogRef, useValue: sheet },
  { provide: MAT_DIALOG_DATA, useValue: data },
];

/** Presses the button with that text and waits for the effects. */
export async function press(fixture: ComponentFixture<unknown>, label: string): Promise<void> {
  const buttons = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
  buttons.find(({ textContent }) => textContent.includes(label))!.click();
  await settled();
  await fixture.whenStable();
}
