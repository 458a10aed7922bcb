import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { LateItems } from './late-items.ts';

@Component({
  imports: [LateItems, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button [matMenuTriggerFor]="menu">Person</button>
    <mat-menu #menu rpLateItems>
      @for (name of names(); track name) {
        <button mat-menu-item>{{ name }}</button>
      } @empty {
        <button mat-menu-item disabled>Reading names…</button>
      }
    </mat-menu>
  `,
})
class Filter {
  readonly names = signal<readonly string[]>([]);
}

const focused = () => document.activeElement?.textContent.trim();

it('focuses the first item of an open menu when its items arrive, and leaves the focus alone afterwards', async () => {
  const fixture = TestBed.createComponent(Filter);
  document.body.append(fixture.nativeElement as Node);
  await fixture.whenStable();
  (fixture.nativeElement as HTMLElement).querySelector('button')?.click();
  await fixture.whenStable();
  expect(document.activeElement?.getAttribute('role')).toBe('menu');
  fixture.componentInstance.names.set(['Ana Ruiz', 'Ben Ito']);
  await fixture.whenStable();
  expect(focused()).toBe('Ana Ruiz');
  [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1)?.focus();
  fixture.componentInstance.names.set(['Ben Ito', 'Cleo Roy', 'Ana Ruiz']);
  await fixture.whenStable();
  expect(focused()).toBe('Ben Ito');
  fixture.componentInstance.names.set(['Cleo Roy', 'Ana Ruiz', 'Ben Ito']);
  await fixture.whenStable();
  expect(focused()).toBe('Ben Ito');
});
