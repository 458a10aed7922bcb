import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Api } from '../../core/api/api.ts';
import { StorageApi } from '../../core/api/storage-api.ts';
import { settled } from '../../testing/settled.ts';
import { TryRules } from './try-rules.ts';

it('discards the preview of earlier rules when the retention rules change', async () => {
  const answers: (() => void)[] = [];
  const retention = () => new Promise((resolve) => answers.push(() => resolve({ items: [], next_cursor: null })));
  TestBed.configureTestingModule({
    providers: [provideRouter([]), { provide: StorageApi, useValue: { retention } }, { provide: Api, useValue: {} }],
  });
  const fixture = TestBed.createComponent(TryRules);
  const page = fixture.nativeElement as HTMLElement;
  const words = async () => {
    await settled();
    fixture.detectChanges();
    await settled();
    return page.querySelector('[role=status]')!.textContent;
  };
  const type = (days: string) => {
    const field = page.querySelector('input')!;
    field.value = days;
    field.dispatchEvent(new Event('change'));
  };
  fixture.detectChanges();
  type('30');
  expect(await words()).toBe('Counting…');
  answers.shift()!();
  expect(await words()).toBe('Would delete nothing now.');
  type('1');
  expect(await words()).toBe('Counting…');
});
