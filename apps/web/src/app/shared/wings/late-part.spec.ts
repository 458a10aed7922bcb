import { Component, signal, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { settled } from '../../testing/settled.ts';
import { LatePart } from './late-part.ts';

@Component({ template: 'The part.' })
class Part {}

const isOpen = signal(true);
const onSettled = jest.fn();
const load = jest.fn<() => Promise<Type<unknown>>>();

@Component({
  imports: [LatePart],
  template: `@if (isOpen()) {
    <rp-late-part [load]="load" [asked]="1" (settled)="settled()" />
  }`,
})
class Place {
  protected readonly isOpen = isOpen;
  protected readonly load = load;
  protected readonly settled = onSettled;
}

async function opened() {
  onSettled.mockReset();
  isOpen.set(true);
  const fixture = TestBed.createComponent(Place);
  fixture.detectChanges();
  await settled();
  await fixture.whenStable();
  return fixture;
}

describe('a part that is loaded later', () => {
  it('is inserted when it is loaded, and removed with its place', async () => {
    load.mockResolvedValue(Part);
    const fixture = await opened();
    const place = fixture.nativeElement as HTMLElement;
    expect(place.textContent).toContain('The part.');
    expect(onSettled).toHaveBeenCalledTimes(1);
    isOpen.set(false);
    await fixture.whenStable();
    expect(place.textContent).not.toContain('The part.');
  });

  it('that cannot be loaded asks whether the server has a newer page', async () => {
    const ask = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
    const place = (await opened()).nativeElement as HTMLElement;
    expect(place.querySelector('rp-missing-part')).not.toBeNull();
    expect(ask).toHaveBeenCalledTimes(1);
    expect(onSettled).toHaveBeenCalledTimes(1);
  });
});
