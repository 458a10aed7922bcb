import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, convertToParamMap, provideRouter, Router } from '@angular/router';
import { jest } from '@jest/globals';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { ProblemError } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { OFFERED_VIEWS, type ListParams } from '@reprise/web/shared/wings/offered-views.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { press } from '@reprise/web/testing/sheet.ts';
import { BehaviorSubject } from 'rxjs';
import type { OpenedView, SavedView } from '../contract/index.ts';
import { ViewBar } from './view-bar.ts';
import { paramsOf } from './view-params.ts';

const aView = (part: Partial<SavedView> = {}): SavedView => ({
  view_id: 'v1',
  name: 'Failed of run 7',
  is_shared: true,
  created_by: 'user:ben',
  created_at: '2026-12-01T09:00:00.000Z',
  changed_at: '2026-12-01T09:00:00.000Z',
  can_change: true,
  list: { status: 'failed', label: ['run=7'] },
  query: {},
  ...part,
});

async function shown(
  views: readonly SavedView[] | Error,
  { id = null, list = {}, unmatched = [] }: { id?: string | null; list?: ListParams } & Partial<OpenedView> = {},
) {
  const get = jest.fn((path: string) => {
    if (path === '/api/views') return views instanceof Error ? Promise.reject(views) : Promise.resolve({ views });
    const view = views instanceof Error ? undefined : views.find(({ view_id }) => view_id === id);
    return view ? Promise.resolve({ ...view, unmatched }) : Promise.reject(new ProblemError(404, 'There is no view.'));
  });
  const patch = jest.fn(() => Promise.resolve(aView()));
  const remove = jest.fn(() => Promise.resolve());
  const queryParamMap = new BehaviorSubject(convertToParamMap({ view: id }));
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: ActivatedRoute, useValue: { queryParamMap } },
      { provide: PageApiClient, useValue: { get, patch, delete: remove } },
      {
        provide: People,
        useValue: { text: (actor: string) => (actor === 'user:ben' ? 'Ben' : actor), runner: () => 'node-1' },
      },
      { provide: Sheets, useValue: { open: () => Promise.resolve(true) } },
      { provide: OFFERED_VIEWS, useValue: { shown: signal(list) } },
    ],
  });
  const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
  const fixture = TestBed.createComponent(ViewBar);
  await fixture.whenStable();
  await settled();
  await fixture.whenStable();
  return { fixture, bar: fixture.nativeElement as HTMLElement, patch, remove, navigate };
}

const textOf = (element: Element) => element.textContent.trim().replaceAll(/\s+/g, ' ');
const buttonsOf = (bar: HTMLElement) => [...bar.querySelectorAll('button')].map(textOf);

describe('the bar of the saved views', () => {
  it('says what a view is while there are none, and offers to save one', async () => {
    const { bar } = await shown([]);
    expect(textOf(bar)).toContain('No views yet. A view keeps filters, sort and columns under a name.');
    expect(bar.querySelector('select')).toBeNull();
    expect(buttonsOf(bar)).toEqual(['Save view']);
  });

  it('offers the views, and names the person who shared the open one', async () => {
    const views = [aView(), aView({ view_id: 'v2', name: 'Mine', is_shared: false })];
    const { bar } = await shown(views, { id: 'v1', list: paramsOf(aView().list) });
    const select = bar.querySelector('select')!;
    expect([...select.options].map(textOf)).toEqual(['No view', 'Failed of run 7 (shared)', 'Mine']);
    expect(select.value).toBe('v1');
    expect(textOf(bar)).toContain('Shared by Ben');
    expect(buttonsOf(bar)).toEqual(['Rename or share', 'Delete view']);
  });

  it('offers to update the view after a change of the list, and replaces all its filters', async () => {
    const { bar, fixture, patch } = await shown([aView()], { id: 'v1', list: { status: 'running' } });
    expect(textOf(bar)).toContain('Changed');
    expect(buttonsOf(bar)).toEqual(['Update view', 'Save as new view', 'Rename or share', 'Delete view']);
    await press(fixture, 'Update view');
    const body = { list: { status: 'running' } };
    expect(patch).toHaveBeenCalledWith('/api/views/{id}', { path: { id: 'v1' }, body });
  });

  it('offers only a new view to a person who may not change the open one', async () => {
    const { bar } = await shown([aView({ can_change: false })], { id: 'v1', list: { status: 'running' } });
    expect(buttonsOf(bar)).toEqual(['Save as new view']);
  });

  it('closes a view that is deleted, and moves the focus to the choice', async () => {
    const { bar, fixture, remove, navigate } = await shown([aView()], { id: 'v1' });
    document.body.append(bar);
    await press(fixture, 'Delete view');
    await settled();
    await fixture.whenStable();
    expect(remove).toHaveBeenCalledWith('/api/views/{id}', { path: { id: 'v1' } });
    expect(navigate).toHaveBeenCalledWith([], expect.objectContaining({ queryParams: { view: null } }));
    expect(document.activeElement).toBe(bar.querySelector('select'));
    bar.remove();
  });

  it('names filters that no job matches, also after a reload of the page', async () => {
    const unmatched: OpenedView['unmatched'] = [
      { field: 'label', value: 'run=7' },
      { field: 'created_by', value: 'user:ben' },
      { field: 'runner_id', value: 'r1' },
    ];
    const { bar } = await shown([aView()], { id: 'v1', unmatched });
    expect([...bar.querySelectorAll('.note')].map(textOf)).toEqual([
      'There is no job with the label run=7.',
      'There is no job created by Ben.',
      'There is no job of the runner node-1.',
    ]);
  });

  it('says that the view of the address does not exist', async () => {
    const { bar } = await shown([aView()], { id: 'v9' });
    expect(textOf(bar)).toContain('The view was deleted or is no longer shared with you.');
    expect(buttonsOf(bar)).toEqual(['Save view']);
  });

  it('says why the views could not be read', async () => {
    const { bar } = await shown(new ProblemError(0, 'The server could not be reached.'));
    expect(textOf(bar)).toContain('Could not read the views. The server could not be reached.');
    expect(buttonsOf(bar)).toEqual(['Try again']);
  });
});
