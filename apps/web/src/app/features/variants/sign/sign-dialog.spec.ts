import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { AccessApi } from '../../../core/api/access-api.ts';
import { AccountApi } from '../../../core/api/account-api.ts';
import { Api } from '../../../core/api/api.ts';
import { settled } from '../../../testing/settled.ts';
import { aSheet, inSheet, press } from '../../../testing/sheet.ts';
import { SignDialog } from './sign-dialog.ts';

describe('the dialog of a signature', () => {
  const sign = jest.fn<Api['sign']>();
  const opened = async () => {
    const account = { has_password: false, from_directory: true, passkeys: [] };
    const accountApi = {
      account: () => Promise.resolve(account),
      confirm: () => Promise.resolve({ confirmation: 'c1' }),
    };
    const classification = { job_id: 'j1', seq: 7, class: 'pathogenic', variant: '1-100-A-G', signatures: [] };
    const sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, classification),
        { provide: Api, useValue: { sign } },
        { provide: AccountApi, useValue: accountApi },
        { provide: AccessApi, useValue: {} },
      ],
    });
    const dialog = TestBed.createComponent(SignDialog);
    await settled();
    await dialog.whenStable();
    return { sheet, dialog };
  };

  it('stays until the signature is recorded', async () => {
    const { sheet, dialog } = await opened();
    let recorded: () => void = () => undefined;
    sign.mockReturnValue(new Promise((resolve) => (recorded = () => resolve({} as never))));
    await press(dialog, 'Sign');
    await press(dialog, 'Not now');
    expect([sheet.disableClose, sheet.close.mock.calls]).toEqual([true, []]);
    recorded();
    await settled();
    expect(sheet.close.mock.calls).toEqual([[true]]);
  });

  it('says why it was refused, and can be left then', async () => {
    const { sheet, dialog } = await opened();
    sign.mockRejectedValue(new Error('The class was superseded.'));
    await press(dialog, 'Sign');
    await dialog.whenStable();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('The class was superseded.');
    await press(dialog, 'Not now');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
