import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { AccountView } from '../../contract/index.ts';
import { AccountApi } from '../api/account-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { at, JOB_ID, NOON } from '@reprise/web/testing/views.ts';
import { ProfilePanel } from './profile-panel.ts';

const account: AccountView = {
  user_id: JOB_ID,
  name: 'A. Meyer',
  email: 'a.meyer@lab.example',
  role: 'admin',
  created_at: at(-60),
  has_password: true,
  from_directory: false,
  totp_enabled: false,
  backup_codes_left: null,
  passkeys: [],
};

describe('the name in the profile', () => {
  const change = jest.fn<AccountApi['change']>();
  const open = async () => {
    TestBed.configureTestingModule({
      providers: [
        { provide: AccountApi, useValue: { change } },
        { provide: Clock, useValue: { now: () => NOON } },
        { provide: Toasts, useValue: { say: () => undefined } },
      ],
    });
    const fixture = TestBed.createComponent(ProfilePanel);
    const read = async (part: Partial<AccountView> = {}) => {
      fixture.componentRef.setInput('account', { ...account, ...part });
      await fixture.whenStable();
    };
    await read();
    const panel = fixture.nativeElement as HTMLElement;
    const field = panel.querySelector('input')!;
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    const save = async () => {
      panel.querySelector('form')!.dispatchEvent(new Event('submit'));
      await settled();
    };
    return { field, read, type, save };
  };
  beforeEach(() => change.mockReset().mockResolvedValue(account));

  it('keeps unsaved input when something else of the account changes', async () => {
    const { field, read, type } = await open();
    await type('Anna M');
    await read({ totp_enabled: true });
    expect(field.value).toBe('Anna M');
  });

  it('keeps further input after saving, when the saved name is read', async () => {
    const { field, read, type, save } = await open();
    await type('Anna M');
    await save();
    expect(change).toHaveBeenCalledWith({ name: 'Anna M' });
    await type('Anna Meyer');
    await read({ name: 'Anna M' });
    expect(field.value).toBe('Anna Meyer');
  });

  it('is shown as saved, without surrounding spaces', async () => {
    const { field, read, type, save } = await open();
    await type(' Anna Meyer ');
    await save();
    await read({ name: 'Anna Meyer' });
    expect(field.value).toBe('Anna Meyer');
  });

  it('follows the account without input', async () => {
    const { field, read } = await open();
    await read({ name: 'Anna Meyer' });
    expect(field.value).toBe('Anna Meyer');
  });
});
