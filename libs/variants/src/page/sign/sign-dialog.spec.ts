import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { ConfirmApi } from '@reprise/web/core/api/confirm-api.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { SignDialog } from './sign-dialog.ts';
import { VariantApi } from '../variant-api.ts';

describe('the signature dialog', () => {
  const sign = jest.fn<VariantApi['sign']>();
  const opened = async () => {
    const account = { has_password: false, from_directory: true, passkeys: [] };
    const confirmApi = {
      account: () => Promise.resolve(account),
      confirm: () => Promise.resolve({ confirmation: 'c1' }),
    };
    const classification = { job_id: 'j1', seq: 7, class: 'pathogenic', variant: '1-100-A-G', signatures: [] };
    const sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, classification),
        { provide: VariantApi, useValue: { sign } },
        { provide: ConfirmApi, useValue: confirmApi },
      ],
    });
    const dialog = TestBed.createComponent(SignDialog);
    await settled();
    await dialog.whenStable();
    return { sheet, dialog };
  };

  const choose = (dialog: { nativeElement: unknown }, meaning: string) =>
    (dialog.nativeElement as HTMLElement).querySelector<HTMLInputElement>(`input[value="${meaning}"]`)!.click();

  it('preselects no meaning, and signs only a meaning that the person selected', async () => {
    const { sheet, dialog } = await opened();
    const page = dialog.nativeElement as HTMLElement;
    expect(page.querySelectorAll('input[type=radio]:checked')).toHaveLength(0);
    await press(dialog, 'Sign');
    expect(page.querySelector('[role=alert]')?.textContent).toContain('Choose the meaning of your signature.');
    expect([sheet.close.mock.calls, sign.mock.calls]).toEqual([[], []]);
  });

  it('stays open until the signature is recorded', async () => {
    const { sheet, dialog } = await opened();
    choose(dialog, 'approval');
    let recorded: () => void = () => undefined;
    sign.mockReturnValue(new Promise((resolve) => (recorded = () => resolve({} as never))));
    await press(dialog, 'Sign');
    await press(dialog, 'Not now');
    expect([sheet.disableClose, sheet.close.mock.calls]).toEqual([true, []]);
    recorded();
    await settled();
    expect(sheet.close.mock.calls).toEqual([[true]]);
    expect(sign.mock.calls[0]?.[1]).toMatchObject({ meaning: 'approval' });
  });

  it('shows why it was refused, and can then be closed', async () => {
    const { sheet, dialog } = await opened();
    choose(dialog, 'review');
    sign.mockRejectedValue(new Error('The class was superseded.'));
    await press(dialog, 'Sign');
    await dialog.whenStable();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('The class was superseded.');
    await press(dialog, 'Not now');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });
});
