import type { DestroyRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Sheets } from '../sheets.ts';
import { type Shortcut, Shortcuts } from './shortcuts.ts';

describe('keyboard shortcuts', () => {
  const sheets = { isOpen: false };
  let shortcuts: Shortcuts;
  const press = (key: string, target: HTMLElement = document.body) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const add = (...all: [keys: string, run: () => void][]) => {
    const leave: (() => void)[] = [];
    const owner = { onDestroy: (run: () => void) => leave.push(run) } as unknown as DestroyRef;
    shortcuts.add(
      owner,
      all.map(([keys, run]): Shortcut => ({ keys, label: keys, group: 'Test', run })),
    );
    return () => leave.forEach((run) => run());
  };
  beforeEach(() => {
    sheets.isOpen = false;
    TestBed.configureTestingModule({ providers: [{ provide: Sheets, useValue: sheets }] });
    shortcuts = TestBed.inject(Shortcuts);
  });

  it('run as one key or a pair', () => {
    const [jobs, next] = [jest.fn(), jest.fn()];
    add(['g j', jobs], ['j', next]);
    press('g');
    press('j');
    press('j');
    expect([jobs.mock.calls.length, next.mock.calls.length]).toEqual([1, 1]);
  });

  it('are off during typing and in an open dialog', () => {
    const run = jest.fn();
    add(['c', run]);
    const input = document.body.appendChild(document.createElement('input'));
    press('c', input);
    sheets.isOpen = true;
    press('c');
    input.remove();
    expect(run).not.toHaveBeenCalled();
  });

  it.each(['menu', 'listbox'])('are off in a %s, where letters select items', (role) => {
    const run = jest.fn();
    add(['c', run]);
    const open = document.body.appendChild(document.createElement('div'));
    open.setAttribute('role', role);
    press('c', open.appendChild(document.createElement('button')));
    open.remove();
    expect(run).not.toHaveBeenCalled();
  });

  it('are neither listed nor active without the right to them', () => {
    const run = jest.fn();
    shortcuts.put([{ keys: 'n', label: 'New job', group: 'Everywhere', run, isOffered: () => false }]);
    press('n');
    expect([run.mock.calls, shortcuts.offered()]).toEqual([[], []]);
  });

  it('belong to the open page, and disappear with it', () => {
    const [shell, page] = [jest.fn(), jest.fn()];
    add(['c', shell]);
    const leave = add(['c', page]);
    press('c');
    leave();
    press('c');
    expect([shell.mock.calls.length, page.mock.calls.length]).toEqual([1, 1]);
  });
});
