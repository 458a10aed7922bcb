import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Toasts } from '../../core/page/toasts.ts';
import { Button } from './button.ts';

@Component({
  imports: [Button],
  template: `<button matButton [disabled]="true" disabledInteractive title="It needs the role operator.">Cancel</button>
    <button matButton title="Cancels it">Cancel</button>`,
})
class Buttons {}

describe('a disabled button', () => {
  const say = jest.fn();
  const tap = async (index: number, hover: 'none' | 'hover') => {
    say.mockReset();
    TestBed.configureTestingModule({ providers: [{ provide: Toasts, useValue: { say } }] });
    const matching = (query: string) => ({ matches: query === `(hover: ${hover})` }) as MediaQueryList;
    jest.spyOn(globalThis, 'matchMedia').mockImplementation(matching);
    const fixture = TestBed.createComponent(Buttons);
    await fixture.whenStable();
    (fixture.nativeElement as HTMLElement).querySelectorAll('button')[index]!.click();
    TestBed.resetTestingModule();
    return say.mock.calls.flat();
  };

  it('shows its reason on touch, which has no hover title', async () => {
    expect(await tap(0, 'none')).toEqual(['It needs the role operator.']);
    expect(await tap(0, 'hover')).toEqual([]);
    expect(await tap(1, 'none')).toEqual([]);
  });
});
