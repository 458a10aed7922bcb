import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { TokenSecretView } from '../../../contract/index.ts';
import { AccountApi } from '../../api/account-api.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { TokenDialog } from './token-dialog.ts';

describe('the dialog of a new token', () => {
  let sheet: ReturnType<typeof aSheet>;
  const api = { makeToken: jest.fn<AccountApi['makeToken']>() };
  let dialog: ComponentFixture<TokenDialog>;
  beforeEach(async () => {
    jest.resetAllMocks();
    sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [...inSheet(sheet, 'operator'), { provide: AccountApi, useValue: api }],
    });
    dialog = TestBed.createComponent(TokenDialog);
    await dialog.whenStable();
    const name = (dialog.nativeElement as HTMLElement).querySelector('input')!;
    name.value = 'nightly';
    name.dispatchEvent(new Event('input'));
    await dialog.whenStable();
  });

  it('stays open until the secret is shown', async () => {
    let answer: (made: TokenSecretView) => void = () => undefined;
    api.makeToken.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await press(dialog, 'Make token');
    expect(sheet.disableClose).toBe(true);
    await press(dialog, 'Cancel');
    expect(sheet.close).not.toHaveBeenCalled();
    const made = { secret: 'rep_x' } as TokenSecretView;
    answer(made);
    await settled();
    expect(sheet.close).toHaveBeenCalledWith(made);
  });

  it('can be closed after a refusal', async () => {
    api.makeToken.mockRejectedValue(new Error('You have as many tokens as you may.'));
    await press(dialog, 'Make token');
    expect(sheet.disableClose).toBe(false);
    await press(dialog, 'Cancel');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
