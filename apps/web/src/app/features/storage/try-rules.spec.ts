import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { Api } from '../../core/api/api.ts';
import { StorageApi } from '../../core/api/storage-api.ts';
import { settled } from '../../testing/settled.ts';
import { TryRules } from './try-rules.ts';

let fixture: ComponentFixture<TryRules>;
let page: HTMLElement;
const show = (retention: () => Promise<unknown>) => {
  TestBed.configureTestingModule({
    providers: [provideRouter([]), { provide: StorageApi, useValue: { retention } }, { provide: Api, useValue: {} }],
  });
  fixture = TestBed.createComponent(TryRules);
  page = fixture.nativeElement as HTMLElement;
  fixture.detectChanges();
};
const shown = () => {
  fixture.detectChanges();
  return page.querySelector('[role=status]')!.textContent;
};
/** Returns the text once the rules have been tried. */
const words = async () => {
  await settled();
  while (shown() === 'Counting…') await settled();
  return shown();
};
const type = (days: string) => {
  const field = page.querySelector('input')!;
  field.value = days;
  field.dispatchEvent(new Event('input'));
};

it('names a number that is not a rule, and keeps it out of the preview', async () => {
  const retention = jest.fn(() => Promise.resolve({ items: [], next_cursor: null }));
  show(retention);
  type('0');
  expect(await words()).toContain('Give a number to see');
  const field = page.querySelector('input')!;
  expect([field.getAttribute('aria-invalid'), page.querySelector('.bad')?.textContent]).toEqual([
    'true',
    'Must be more than 0',
  ]);
  expect(retention).not.toHaveBeenCalled();
  type('0.5');
  expect(await words()).toBe('Would delete nothing now.');
  expect([field.getAttribute('aria-invalid'), page.querySelector('.bad')]).toEqual([null, null]);
});

it('discards the preview of earlier rules when the retention rules change', async () => {
  const answers: (() => void)[] = [];
  const retention = () => new Promise((resolve) => answers.push(() => resolve({ items: [], next_cursor: null })));
  show(retention);
  type('30');
  expect(shown()).toBe('Counting…');
  while (answers.length === 0) await settled();
  answers.shift()!();
  expect(await words()).toBe('Would delete nothing now.');
  type('1');
  expect(shown()).toBe('Counting…');
  while (answers.length === 0) await settled();
  expect(shown()).toBe('Counting…');
});
