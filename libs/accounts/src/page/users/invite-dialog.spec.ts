import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { OneTimeLink } from '../../contract/index.ts';
import { UsersApi } from '../api/users-api.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { InviteDialog } from './invite-dialog.ts';

describe('the dialog of an invitation', () => {
  it('stays open until the link is shown', async () => {
    let answer: (link: OneTimeLink) => void = () => undefined;
    const invite = jest.fn<UsersApi['invite']>().mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [...inSheet(sheet, null), { provide: UsersApi, useValue: { invite } }],
    });
    const dialog = TestBed.createComponent(InviteDialog);
    await dialog.whenStable();
    const email = (dialog.nativeElement as HTMLElement).querySelector('input')!;
    email.value = 'ada@lab.example';
    email.dispatchEvent(new Event('input'));
    await dialog.whenStable();
    await press(dialog, 'Make link');
    await press(dialog, 'Cancel');
    expect([sheet.disableClose, sheet.close.mock.calls]).toEqual([true, []]);
    const link = { path: '/invite#x' } as unknown as OneTimeLink;
    answer(link);
    await settled();
    expect(sheet.close.mock.calls).toEqual([[{ link, body: { email: 'ada@lab.example', role: 'operator' } }]]);
  });
});
