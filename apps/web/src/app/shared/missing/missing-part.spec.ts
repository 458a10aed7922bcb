import { Component, DOCUMENT, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { settled } from '../../testing/settled.ts';
import { MissingPart } from './missing-part.ts';
import { MissingView } from './missing-view.ts';

const asked = signal(0);

@Component({ imports: [MissingPart], template: '<rp-missing-part [asked]="asked()" />' })
class Menu {
  protected readonly asked = asked;
}

describe('a part of the page that cannot be loaded', () => {
  const reload = jest.fn();
  const answer = jest.fn<() => Promise<Response>>();
  beforeEach(() => {
    jest.resetAllMocks();
    jest.spyOn(globalThis, 'fetch').mockImplementation(answer);
    TestBed.configureTestingModule({
      providers: [{ provide: DOCUMENT, useValue: withLocation({ reload }) }],
    });
  });

  it('reloads the page when a person requests the part, if the server answers', async () => {
    answer.mockResolvedValue(new Response());
    TestBed.createComponent(Menu);
    TestBed.tick();
    await settled();
    expect(reload).not.toHaveBeenCalled();
    asked.set(1);
    TestBed.tick();
    await settled();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('shows a message with a button, which keeps the page while the server does not answer', async () => {
    answer.mockRejectedValue(new TypeError('Failed to fetch'));
    const fixture = TestBed.createComponent(MissingView);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    expect(element.textContent).toContain('Could not read this part of the page. Reprise does not answer, or has been');
    element.querySelector('button')!.click();
    await settled();
    expect([answer.mock.calls.length, reload.mock.calls.length]).toEqual([1, 0]);
  });

  it('shows another part in its place, wherever a part is loaded later', () => {
    const files = globSync('{apps/web/src/app,libs/*/src/page}/**/*.{html,ts}', {
      exclude: (name) => name.endsWith('.spec.ts'),
    });
    const blocks = (text: string, name: string) => text.split(name).length - 1;
    const without = files.filter((file) => {
      const text = readFileSync(file, 'utf8');
      return blocks(text, '@defer (') !== blocks(text, '@error {');
    });
    expect(files.length).toBeGreaterThan(100);
    expect(without).toEqual([]);
  });
});

/** The document, with a different location. */
const withLocation = (location: object): Document =>
  new Proxy(document, {
    get: (target, name) => {
      if (name === 'location') return location;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
