import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SessionView } from '@reprise/contracts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { aSheet, inSheet } from '@reprise/web/testing/sheet.ts';
import { aSession } from '@reprise/web/testing/views.ts';
import { ViewDialog, type ViewChoice } from './view-dialog.ts';

async function canShare(part: Partial<SessionView>, isShared = false): Promise<boolean> {
  const choice: ViewChoice = {
    title: 'Save view',
    verb: 'Save',
    name: '',
    isShared,
    save: () => Promise.reject(new Error('not saved')),
  };
  const session = signal(aSession(part));
  TestBed.configureTestingModule({
    providers: [...inSheet(aSheet(), choice), { provide: CurrentUser, useValue: { session } }],
  });
  const dialog = TestBed.createComponent(ViewDialog);
  await dialog.whenStable();
  return (dialog.nativeElement as HTMLElement).querySelector('[type=checkbox]') !== null;
}

describe('the dialog of a view', () => {
  it.each([
    ['an operator', { role: 'operator' }],
    ['the owner with the token of the server', { role: 'admin', kind: 'machine', actor: 'admin' }],
  ] as const)('offers to share it to %s', async (_, session) => {
    expect(await canShare(session)).toBe(true);
  });

  it('does not offer a viewer to share a view, only to take a shared one back', async () => {
    expect(await canShare({ role: 'viewer' })).toBe(false);
    TestBed.resetTestingModule();
    expect(await canShare({ role: 'viewer' }, true)).toBe(true);
  });
});
