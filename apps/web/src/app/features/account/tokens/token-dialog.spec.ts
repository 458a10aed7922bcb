import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { jest } from '@jest/globals';
import type { TokenSecretView } from '@reprise/contracts';
import { AccountApi } from '../../../core/api/account-api.ts';
import { settled } from '../../../testing/settled.ts';
import { TokenDialog } from './token-dialog.ts';

describe('the dialog of a new token', () => {
  const sheet = { disableClose: false, close: jest.fn() };
  const api = { makeToken: jest.fn<AccountApi['makeToken']>() };
  let dialog: ComponentFixture<TokenDialog>;
  beforeEach(async () => {
    jest.resetAllMocks();
    sheet.disableClose = false;
    TestBed.configureTestingModule({
      providers: [
        { provide: MatDialogRef, useValue: sheet },
        { provide: MAT_DIALOG_DATA, useValue: 'operator' },
        { provide: AccountApi, useValue: api },
      ],
    });
    dialog = TestBed.createComponent(TokenDialog);
    await dialog.whenStable();
    const name = (dialog.nativeElement as HTMLElement).querySelector('input')!;
    name.value = 'nightly';
    name.dispatchEvent(new Event('input'));
    await dialog.whenStable();
  });
  const press = async (label: string) => {
    const buttons = [...(dialog.nativeElement as HTMLElement).querySelectorAll<HTMLElement>('footer button')];
    buttons.find(({ textContent }) => textContent.includes(label))!.click();
    await settled();
    await dialog.whenStable();
  };

  it('stays until the secret is there to show', async () => {
    let answer: (made: TokenSecretView) => void = () => undefined;
    api.makeToken.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await press('Make token');
    expect(sheet.disableClose).toBe(true);
    await press('Cancel');
    expect(sheet.close).not.toHaveBeenCalled();
    const made = { secret: 'rep_x' } as TokenSecretView;
    answer(made);
    await settled();
    expect(sheet.close).toHaveBeenCalledWith(made);
  });

  it('can be left after it was refused', async () => {
    api.makeToken.mockRejectedValue(new Error('You have as many tokens as you may.'));
    await press('Make token');
    expect(sheet.disableClose).toBe(false);
    await press('Cancel');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
