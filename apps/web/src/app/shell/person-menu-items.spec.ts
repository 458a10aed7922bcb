import { ElementRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatMenu } from '@angular/material/menu';
import { By } from '@angular/platform-browser';
import { WaitingApprovals } from '../core/live/waiting-approvals.ts';
import { Preferences } from '../core/page/preferences.ts';
import { CurrentUser } from '../core/session/current-user.ts';
import { FirstAdmin } from '../core/session/first-admin.ts';
import { PersonMenuItems } from './person-menu-items.ts';
import { ShellActions } from './shell-actions.ts';

/** Names of the items that the arrow keys stop at. */
async function stops(withPages: boolean): Promise<string[]> {
  const user = { account: () => ({}), isAdmin: () => true };
  TestBed.configureTestingModule({
    providers: [
      { provide: CurrentUser, useValue: user },
      { provide: FirstAdmin, useValue: { canBeMade: () => false } },
      { provide: WaitingApprovals, useValue: { areInUse: () => true } },
      { provide: Preferences, useValue: { theme: signal('system'), times: signal('relative') } },
      { provide: ShellActions, useValue: {} },
    ],
  });
  const fixture = TestBed.createComponent(PersonMenuItems);
  const element = new ElementRef(document.createElement('button'));
  fixture.componentRef.setInput('button', { element, asked: signal(0), isOpen: signal(false) });
  fixture.componentRef.setInput('withPages', withPages);
  await fixture.whenStable();
  const menu = fixture.debugElement.query(By.directive(MatMenu)).injector.get(MatMenu);
  return menu._allItems.map((item) => item.getLabel());
}

describe('the menu of the person', () => {
  it('has the pages that the tab bar has no room for on phones only: arrow keys stop at each item', async () => {
    const pages = ['Users', 'Samples', 'Queue', 'Runners', 'Storage', 'Approvals', 'Webhooks'];
    const onDesk = await stops(false);
    expect(onDesk.filter((name) => pages.includes(name))).toEqual([]);
    expect(onDesk).toContain('Sign out');
    TestBed.resetTestingModule();
    expect(await stops(true)).toEqual(expect.arrayContaining([...pages, ...onDesk]));
  });
});
