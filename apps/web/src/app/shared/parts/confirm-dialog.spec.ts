import type { Type } from '@angular/core';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Sheets } from '../../core/sheets.ts';
import { confirm } from './confirm-dialog.ts';

describe('a dialog that asks for confirmation', () => {
  it('closes without a confirmation once its texts no longer apply', async () => {
    const open = jest.fn((_component: Type<unknown>, _data: object) => Promise.resolve(undefined));
    const isOutdated = signal(false);
    const asked = { title: 'Delete?', lead: 'The job completed.', verb: 'Delete', stay: 'Keep', isOutdated };
    expect(await confirm({ open } as unknown as Sheets, asked)).toBe(false);
    const close = jest.fn();
    TestBed.configureTestingModule({
      providers: [
        { provide: MAT_DIALOG_DATA, useValue: open.mock.calls[0]![1] },
        { provide: MatDialogRef, useValue: { close } },
      ],
    });
    TestBed.createComponent(open.mock.calls[0]![0]);
    TestBed.tick();
    expect(close).not.toHaveBeenCalled();
    isOutdated.set(true);
    TestBed.tick();
    expect(close).toHaveBeenCalledWith(undefined);
  });
});
