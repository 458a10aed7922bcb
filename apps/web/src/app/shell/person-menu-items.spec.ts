import { ElementRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatMenu } from '@angular/material/menu';
import { By } from '@angular/platform-browser';
import { Preferences } from '../core/page/preferences.ts';
import { GATE } from '../shared/wings/gate.ts';
import { pages } from '../catalogue.ts';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';
import { PersonMenuItems } from './person-menu-items.ts';
import { ShellActions } from './shell-actions.ts';

const OFFER = { title: 'Make the first account', icon: 'user-plus', open: () => undefined };

/** Names of the items that the arrow keys reach. */
async function stops(withPages: boolean, offers: (page: PageDescriptor) => boolean = () => true): Promise<string[]> {
  const pagesOf: ShellActions['pages'] = (...places) =>
    pages.filter((page) => places.includes(page.place) && offers(page));
  TestBed.configureTestingModule({
    providers: [
      { provide: GATE, useValue: { offer: () => OFFER } },
      { provide: Preferences, useValue: { theme: signal('system'), times: signal('relative') } },
      { provide: ShellActions, useValue: { pages: pagesOf } },
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

describe('the items of the person menu', () => {
  it('contain the pages without room in the tab bar on phones only, and arrow keys stop at each item', async () => {
    const pages = ['Users', 'Samples', 'Queue', 'Runners', 'Storage', 'Approvals', 'Notifications'];
    const onDesk = await stops(false);
    expect(onDesk.filter((name) => pages.includes(name))).toEqual([]);
    expect(onDesk).toContain('Sign out');
    expect(onDesk).not.toContain(OFFER.title);
    TestBed.resetTestingModule();
    expect(await stops(true)).toEqual(expect.arrayContaining([...pages, ...onDesk]));
  });

  it('exclude pages that the person may not use', async () => {
    const items = await stops(true, ({ right, isOffered }) => !right && !isOffered);
    for (const page of ['Account', 'API tokens', 'Users', 'Approvals', 'Notifications'])
      expect(items).not.toContain(page);
    expect(items).toEqual(expect.arrayContaining([OFFER.title, 'Samples', 'Queue', 'Sign out']));
  });
});
