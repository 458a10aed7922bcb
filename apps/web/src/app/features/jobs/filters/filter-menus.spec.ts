import { ElementRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatMenu } from '@angular/material/menu';
import { By } from '@angular/platform-browser';
import { jest } from '@jest/globals';
import { Api } from '../../../core/api/api.ts';
import { People } from '../../../shared/people/people.ts';
import { fromParams } from '../list-state.ts';
import { FilterMenus } from './filter-menus.ts';

/** Names of the items in "Columns and sorting" that the arrow keys reach. */
async function stops(isPhone: boolean): Promise<string[]> {
  const query = { matches: isPhone, addEventListener: () => undefined, removeEventListener: () => undefined };
  jest.spyOn(globalThis, 'matchMedia').mockReturnValue(query as unknown as MediaQueryList);
  const never = () => new Promise(() => undefined);
  TestBed.configureTestingModule({
    providers: [
      { provide: Api, useValue: { jobs: never, pipelines: never, queues: never, runners: never } },
      { provide: People, useValue: {} },
    ],
  });
  const fixture = TestBed.createComponent(FilterMenus);
  const element = new ElementRef(document.createElement('button'));
  const button = { element, asked: signal(0), isOpen: signal(false) };
  for (const name of ['pipelineButton', 'personButton', 'qualityButton', 'labelButton', 'moreButton', 'viewButton'])
    fixture.componentRef.setInput(name, button);
  fixture.componentRef.setInput('state', fromParams({}, null));
  fixture.detectChanges();
  const menus = fixture.debugElement.queryAll(By.directive(MatMenu));
  return menus
    .at(-1)!
    .injector.get(MatMenu)
    ._allItems.map((item) => item.getLabel());
}

describe('the menu "Columns and sorting"', () => {
  afterEach(() => jest.restoreAllMocks());

  it('has columns if there is room for them, and filters instead on a phone, and arrow keys stop at each item', async () => {
    const filters = ['Pipeline', 'Created by', 'Quality', 'Label', 'More filters'];
    const onDesk = await stops(false);
    expect(onDesk).not.toContain('Created by');
    expect(onDesk).toContain('Runner');
    TestBed.resetTestingModule();
    const onPhone = await stops(true);
    expect(onPhone.slice(0, 5)).toEqual(filters);
    expect(onPhone).not.toContain('Runner');
  });
});
